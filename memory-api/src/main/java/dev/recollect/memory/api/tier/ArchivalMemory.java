package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.AsyncCall;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Passages of an owner: facts the model filed and texts the application wrote. Thread-safe.
 *
 * <p>A search also covers the {@linkplain Sources sources} attached to the owner; all else is about
 * the owner's own passages.
 */
public interface ArchivalMemory {

  /** Writes a text and returns it as a passage with a new id. */
  default Passage insert(String text) {
    return insert(List.of(NewPassage.of(text))).get(0);
  }

  /**
   * Writes passages; when the call returns they are durable and found by searches.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID, LIMIT, UNAVAILABLE; the outcome
   *     says what was written
   */
  List<Passage> insert(List<NewPassage> passages);

  /**
   * Writes passages on another thread; this returns at once.
   *
   * @return completes as {@link #insert(List)} returns or throws; cancelling its {@code
   *     toCompletableFuture()} keeps a write from beginning, and one that has begun goes on
   */
  default CompletionStage<List<Passage>> insertAsync(List<NewPassage> passages) {
    List<NewPassage> copy = List.copyOf(passages);
    return AsyncCall.start(
        CallOptions.none(),
        own -> {
          own.check();
          return insert(copy);
        });
  }

  /** Returns a passage of the owner's own, if it exists. */
  Optional<Passage> find(String id);

  /**
   * Returns the best matches of a query among the owner's own passages and in attached sources; a
   * passage of a source has the source's name as metadata {@code source}.
   */
  SearchResult<Passage> search(SearchQuery query);

  /**
   * Searches on another thread; this returns at once.
   *
   * @return completes as {@link #search(SearchQuery)} returns or throws; cancelling its {@code
   *     toCompletableFuture()} cancels the search
   */
  default CompletionStage<SearchResult<Passage>> searchAsync(SearchQuery query) {
    return AsyncCall.start(query.options(), own -> search(query.withOptions(own)));
  }

  /** Returns the best matches of a text, at most {@code topK} (1 to 100). */
  default SearchResult<Passage> search(String text, int topK) {
    return search(SearchQuery.builder(text).topK(topK).build());
  }

  /** Returns all passages of the owner's own, in no particular order. */
  Page<Passage> list(Cursor cursor);

  /**
   * Records that a passage made another one out of date: both link to each other, the older one is
   * valid until then, and where a search finds both the newer one stands before it. The older one
   * stays, and is found as before.
   *
   * <p>Idempotent. A call that failed half way is completed by repeating it. If a passage is
   * superseded several times, also at once, all links stay and the earliest time counts. Writing
   * either of them anew under its id removes its links.
   *
   * @param olderId a passage of the owner's own
   * @param newerId another one
   * @param at until when the older one was true
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND if one does not exist, INVALID
   *     if they are the same, CONFLICT if the newer one was itself superseded by the older one
   */
  void supersede(String olderId, String newerId, Instant at);

  /**
   * Deletes passages; ids that do not exist are ignored.
   *
   * <p>A passage that was between two others in the {@linkplain #supersede order of supersession}
   * leaves them linked to each other; no link to it stays. Until when each was true stays as it is.
   * Idempotent; a call that failed half way is completed by repeating it. The bytes of what was
   * deleted may stay in the store's files until it is compacted.
   */
  void delete(List<String> ids);

  /** Returns how many passages of the owner's own there are. */
  long count();
}
