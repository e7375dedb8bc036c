package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Set;

/** A collection that passes every call on; subclasses get one of them wrong. */
class ForwardingCollection implements RecordCollection {

  final RecordCollection right;

  ForwardingCollection(RecordCollection right) {
    this.right = right;
  }

  @Override
  public CollectionSpec spec() {
    return right.spec();
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    right.upsert(records, options);
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    right.patch(namespace, id, patch, options);
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    right.delete(namespace, selection, options);
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return right.fetch(namespace, ids, projection, options);
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return right.scan(request, options);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return right.search(request, options);
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return right.count(namespaces, filter, options);
  }
}
