package dev.recollect.memory.api.event;

import dev.recollect.memory.api.tier.SearchQuery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A search of a tier. Immutable; the two events of one search are told on the thread that searches,
 * and what happens between them on that thread belongs to it.
 *
 * <p>A further page of a ranking and a listing by date are no searches.
 */
public sealed interface SearchEvent extends Event {

  /** Returns which search it is. */
  Search search();

  /**
   * Which search it is.
   *
   * @param id unique for ever
   * @param tenant the tenant
   * @param tier what is searched
   * @param owner whose memory it is; of a source its name
   * @param query what is searched for
   */
  record Search(String id, String tenant, Tier tier, String owner, SearchQuery query) {}

  /** What is searched. */
  enum Tier {
    /** Passages of an owner, and of the sources that are attached. */
    ARCHIVAL,
    /** Messages of an owner. */
    RECALL,
    /** Passages of one source. */
    SOURCE
  }

  /**
   * A search begins.
   *
   * @param search which search
   */
  record Started(Search search) implements SearchEvent {}

  /**
   * A search has ended.
   *
   * @param search which search
   * @param hits how many hits its caller gets at once; 0 if it failed
   * @param failure why it failed, or null
   * @param took how long it took
   */
  record Ended(Search search, int hits, @Nullable Throwable failure, Duration took)
      implements SearchEvent {}
}
