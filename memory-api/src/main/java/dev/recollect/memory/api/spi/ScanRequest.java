package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import java.util.Set;

/**
 * One page of a walk over all records of some namespaces.
 *
 * @param namespaces whose records, not empty
 * @param filter condition on the records
 * @param projection what to read of them
 * @param cursor where to go on
 * @param limit most records of the page, 1 to 1,000; a page may be shorter
 */
public record ScanRequest(
    Set<Namespace> namespaces, Filter filter, Projection projection, Cursor cursor, int limit) {

  /** Copies the namespaces and checks the limit. */
  public ScanRequest {
    namespaces = Set.copyOf(namespaces);
    if (namespaces.isEmpty()) {
      throw MemoryException.invalid("a scan needs at least one namespace");
    }
    if (limit < 1 || limit > 1_000) {
      throw MemoryException.invalid("scan limit is " + limit + "; it must be 1 to 1,000");
    }
  }

  /** Returns the request for the page at another cursor. */
  public ScanRequest at(Cursor newCursor) {
    return new ScanRequest(namespaces, filter, projection, newCursor, limit);
  }
}
