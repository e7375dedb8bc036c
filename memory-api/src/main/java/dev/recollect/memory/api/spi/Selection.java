package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.filter.Filter;
import java.util.List;

/** Which records of a namespace a delete concerns. */
public sealed interface Selection {

  /**
   * The records of the given ids, as far as they exist.
   *
   * @param ids any number of ids
   */
  record Ids(List<String> ids) implements Selection {
    /** Copies the ids; an id that no record can have is INVALID or exceeds a LIMIT. */
    public Ids {
      ids = List.copyOf(ids);
      ids.forEach(MemoryRecord::requireId);
    }
  }

  /**
   * The records that pass a filter.
   *
   * @param filter the condition
   */
  record Matching(Filter filter) implements Selection {}

  /** Returns the records of the given ids. */
  static Selection ids(List<String> ids) {
    return new Ids(ids);
  }

  /** Returns the records that pass a filter. */
  static Selection matching(Filter filter) {
    return new Matching(filter);
  }
}
