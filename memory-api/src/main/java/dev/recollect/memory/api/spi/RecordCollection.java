package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Set;

/**
 * Records of one shape, searched by their vectors. Blocking, thread-safe.
 *
 * <p>Every read sees every write that was acknowledged before it began, whatever process wrote it.
 * A write that returned is as durable as the {@link Capabilities} declare. Upsert and delete are
 * idempotent. Every method throws {@link dev.recollect.memory.api.error.MemoryException}: INVALID
 * by {@link SpecChecks}, DEADLINE and CANCELLED by the options or an interrupt, UNAVAILABLE; a
 * failed write says its outcome.
 */
public interface RecordCollection {

  /** Returns the spec, with all fields declared so far. */
  CollectionSpec spec();

  /**
   * Writes records, each in place of one with the same namespace and id. Records of one call may
   * lie in several namespaces; of two with the same identity the later wins. Any number: a store
   * splits what is too much at once and then may fail with outcome Partial. A record that {@link
   * SpecChecks} refuse keeps the whole call from writing anything.
   */
  void upsert(List<MemoryRecord> records, CallOptions options);

  /**
   * Changes payload keys and validity of a record; nothing else of it. Atomic: patches of different
   * keys at the same time all take effect.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND if there is no such record;
   *     INVALID or LIMIT for an id that no record can have
   */
  void patch(Namespace namespace, String id, Patch patch, CallOptions options);

  /** Deletes the selected records of a namespace. */
  void delete(Namespace namespace, Selection selection, CallOptions options);

  /**
   * Returns the records that exist, in the order of the ids asked for; an id twice is returned
   * once. Everything is as it was written, but a dense vector may come back with another length (a
   * store that ranks by cosine may keep it normalised), and one that the store computed comes back
   * as numbers. INVALID or LIMIT for an id that no record can have.
   */
  List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options);

  /**
   * Returns a page of a walk. Records present from the first page to the last appear exactly once,
   * those inserted or deleted meanwhile at most once. A record that is overwritten or patched
   * meanwhile is present all the time. The order is not specified; INVALID for a cursor that no
   * page had.
   */
  Page<MemoryRecord> scan(ScanRequest request, CallOptions options);

  /**
   * Returns one list a leg, in order of the legs: its best candidates, best first, as many as asked
   * for whenever so many records match.
   */
  List<List<Candidate>> search(SearchRequest request, CallOptions options);

  /** Returns how many records of the namespaces pass the filter; 0 without namespaces. */
  long count(Set<Namespace> namespaces, Filter filter, CallOptions options);
}
