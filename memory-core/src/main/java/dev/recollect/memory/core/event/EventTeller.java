package dev.recollect.memory.core.event;

import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.EmbeddingEvent.Embedding;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.event.SearchEvent.Search;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells a memory's listeners of searches and embeddings; what they throw is logged and changes
 * nothing. Without listeners nothing is measured. Thread-safe.
 */
public final class EventTeller {

  /** Tells nobody. */
  public static final EventTeller NONE = of(List.of(), InstantSource.system());

  private static final System.Logger LOG = System.getLogger(EventTeller.class.getName());

  private final boolean listened;
  private final Listener listener;
  private final TimeOrderedIds ids;

  private EventTeller(boolean listened, Listener listener, TimeOrderedIds ids) {
    this.listened = listened;
    this.listener = listener;
    this.ids = ids;
  }

  /** Returns what tells some listeners, in order. */
  public static EventTeller of(List<Listener> listeners, InstantSource clock) {
    return new EventTeller(!listeners.isEmpty(), Listener.of(listeners), new TimeOrderedIds(clock));
  }

  /** Returns whether anybody listens. */
  public boolean listened() {
    return listened;
  }

  /** Returns the listeners as one, which throws what they throw. */
  public Listener listener() {
    return listener;
  }

  /** Searches, and tells of it. */
  public <T extends MemoryItem> SearchResult<T> search(
      String tenant,
      SearchEvent.Tier tier,
      String owner,
      SearchQuery query,
      Function<SearchQuery, SearchResult<T>> work) {
    return listened
        ? search(new Search(ids.next(), tenant, tier, owner, query), () -> work.apply(query))
        : work.apply(query);
  }

  private <T extends MemoryItem> SearchResult<T> search(
      Search search, Supplier<SearchResult<T>> work) {
    tell(new SearchEvent.Started(search));
    long began = System.nanoTime();
    int hits = 0;
    Throwable failure = null;
    try {
      SearchResult<T> result = work.get();
      hits = result.hits().size();
      return result;
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      tell(new SearchEvent.Ended(search, hits, failure, since(began)));
    }
  }

  /**
   * Embeds, and tells of it.
   *
   * @param provider id of the model's provider; empty if code brought it along
   * @param texts how many texts
   */
  public <T> T embedding(
      String provider,
      EmbeddingIdentity model,
      int texts,
      EmbeddingEvent.Purpose purpose,
      Supplier<T> work) {
    return listened
        ? embedding(new Embedding(ids.next(), provider, model, texts, purpose), work)
        : work.get();
  }

  private <T> T embedding(Embedding embedding, Supplier<T> work) {
    tell(new EmbeddingEvent.Started(embedding));
    long began = System.nanoTime();
    Throwable failure = null;
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      tell(new EmbeddingEvent.Ended(embedding, failure, since(began)));
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void tell(Event event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener failed and is passed over", e);
    }
  }
}
