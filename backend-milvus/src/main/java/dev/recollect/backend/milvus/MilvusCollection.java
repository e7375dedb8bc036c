package dev.recollect.backend.milvus;

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

/** An opened collection, of checked arguments. */
final class MilvusCollection implements RecordCollection {

  private final CollectionSpec spec;
  private final StoredCollections collections;
  private final Rpc rpc;
  private final RecordReader reader;
  private final RecordWriter writer;
  private final RecordSearch search;
  private final LiteFlush flush;

  MilvusCollection(
      CollectionSpec spec,
      StoredCollections collections,
      Rpc rpc,
      RecordReader reader,
      RecordWriter writer,
      RecordSearch search,
      LiteFlush flush) {
    this.spec = spec;
    this.collections = collections;
    this.rpc = rpc;
    this.reader = reader;
    this.writer = writer;
    this.search = search;
    this.flush = flush;
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    rpc.check(options);
    present(
        options,
        () -> {
          writer.upsert(records, options);
          return true;
        });
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    rpc.check(options);
    if (!present(options, () -> writer.patch(namespace, id, patch, options))) {
      throw StoreErrors.noRecord(namespace, id);
    }
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    rpc.check(options);
    present(
        options,
        () -> {
          writer.delete(namespace, selection, options);
          return true;
        });
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return read(options, () -> reader.fetch(namespace, ids, projection, options));
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return read(options, () -> reader.scan(request, options));
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return read(options, () -> search.search(request, options));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return read(options, () -> reader.count(namespaces, filter, options));
  }

  private <T> T read(CallOptions options, Supplier<T> call) {
    return present(options, () -> flush.reading(options, call));
  }

  /** A collection may have been released, or dropped, here or by another process. */
  private <T> T present(CallOptions options, Supplier<T> call) {
    try {
      try {
        return call.get();
      } catch (MemoryException e) {
        if (!Refusal.behind(e, Refusal.NOT_LOADED)) {
          throw e;
        }
        collections.load(spec.name(), options);
        return call.get();
      }
    } catch (MemoryException e) {
      throw Refusal.behind(e, Refusal.NO_COLLECTION) ? StoreErrors.dropped(spec.name(), e) : e;
    }
  }
}
