package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Set;

/**
 * A collection in front of a store's own which checks the arguments of each call before the store
 * sees it, so that a store has to do no more than what it was asked for. As thread-safe as that
 * one.
 *
 * <p>The store gets unmodifiable copies of lists and sets, and only what {@link SpecChecks} and
 * {@link MemoryRecord#requireId} let pass; a call that they refuse never reaches it. Options are
 * the store's to check, and come after the arguments. The store's {@link #spec()} is read in each
 * call, so it has to be at hand: it neither blocks nor asks a server.
 */
public final class CheckedCollection implements RecordCollection {

  private final RecordCollection store;
  private final Capabilities capabilities;

  /**
   * Creates a collection in front of another.
   *
   * @param store does what was asked for
   * @param capabilities of its backend
   */
  public CheckedCollection(RecordCollection store, Capabilities capabilities) {
    this.store = store;
    this.capabilities = capabilities;
  }

  @Override
  public CollectionSpec spec() {
    return store.spec();
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    List<MemoryRecord> copy = List.copyOf(records);
    CollectionSpec spec = spec();
    copy.forEach(record -> SpecChecks.requireStorable(spec, capabilities, record));
    store.upsert(copy, options);
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    MemoryRecord.requireId(id);
    SpecChecks.requirePatch(spec(), patch);
    store.patch(namespace, id, patch, options);
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    if (selection instanceof Selection.Matching(Filter filter)) {
      SpecChecks.requireFilter(spec(), filter);
    }
    store.delete(namespace, selection, options);
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    List<String> copy = List.copyOf(ids);
    copy.forEach(MemoryRecord::requireId);
    return store.fetch(namespace, copy, projection, options);
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    SpecChecks.requireFilter(spec(), request.filter());
    return store.scan(request, options);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    SpecChecks.requireSearchable(spec(), capabilities, request);
    return store.search(request, options);
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    Set<Namespace> copy = Set.copyOf(namespaces);
    SpecChecks.requireFilter(spec(), filter);
    return store.count(copy, filter, options);
  }
}
