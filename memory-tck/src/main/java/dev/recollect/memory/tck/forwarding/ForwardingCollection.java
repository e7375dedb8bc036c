package dev.recollect.memory.tck.forwarding;

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

/** A collection that passes every call on to another. As thread-safe as that one. */
public class ForwardingCollection implements RecordCollection {

  private final RecordCollection collection;

  /** Creates a collection in front of another. */
  protected ForwardingCollection(RecordCollection collection) {
    this.collection = collection;
  }

  @Override
  public CollectionSpec spec() {
    return collection.spec();
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    collection.upsert(records, options);
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    collection.patch(namespace, id, patch, options);
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    collection.delete(namespace, selection, options);
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return collection.fetch(namespace, ids, projection, options);
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return collection.scan(request, options);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return collection.search(request, options);
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return collection.count(namespaces, filter, options);
  }
}
