package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
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
import dev.recollect.memory.api.spi.support.StoreErrors;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A collection, of checked arguments: delegates, and explains what goes wrong. */
final class QdrantCollection implements RecordCollection {

  private final CollectionSpec spec;
  private final Calls calls;
  private final RecordWriter writer;
  private final RecordPatcher patcher;
  private final RecordReader reader;
  private final RecordSearch search;

  QdrantCollection(CollectionSpec spec, String physical, QdrantConfig config, Calls calls) {
    this.spec = spec;
    this.calls = calls;
    this.reader = new RecordReader(calls, physical, spec);
    NamespaceSizes sizes = new NamespaceSizes(reader);
    this.writer = new RecordWriter(calls, physical, spec, config.batch(), sizes);
    this.patcher = new RecordPatcher(calls, physical);
    this.search = new RecordSearch(calls, physical, spec, config.index(), sizes);
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    calls.check(options);
    present(() -> {
      writer.upsert(records, options);
      return true;
    });
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    if (!present(() -> patcher.patch(namespace, id, patch, options))) {
      throw StoreErrors.noRecord(namespace, id);
    }
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    calls.check(options);
    present(() -> {
      writer.delete(namespace, selection, options);
      return true;
    });
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    calls.check(options);
    return present(() -> reader.fetch(namespace, ids, projection, options));
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return present(() -> reader.scan(request, options));
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    calls.check(options);
    return present(() -> search.search(request, options));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return present(() -> reader.count(namespaces, filter, options));
  }

  /** A collection that is gone was dropped, here or by another process. */
  private <T> T present(Supplier<T> call) {
    try {
      return call.get();
    } catch (MemoryException e) {
      throw GrpcFaults.dropped(e) ? StoreErrors.dropped(spec.name(), e) : e;
    }
  }
}
