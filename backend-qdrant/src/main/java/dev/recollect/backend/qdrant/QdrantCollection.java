package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
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
import java.util.function.Supplier;

/** A collection: checks its arguments and delegates. */
final class QdrantCollection implements RecordCollection {

  private final CollectionSpec spec;
  private final Capabilities capabilities;
  private final Calls calls;
  private final RecordWriter writer;
  private final RecordPatcher patcher;
  private final RecordReader reader;
  private final RecordSearch search;

  QdrantCollection(
      CollectionSpec spec,
      String physical,
      Capabilities capabilities,
      QdrantConfig config,
      Calls calls) {
    this.spec = spec;
    this.capabilities = capabilities;
    this.calls = calls;
    NamespaceSizes sizes = new NamespaceSizes(calls, physical, spec);
    this.writer = new RecordWriter(calls, physical, spec, config.batch(), sizes);
    this.patcher = new RecordPatcher(calls, physical);
    this.reader = new RecordReader(calls, physical, spec);
    this.search = new RecordSearch(calls, physical, spec, config.index(), sizes);
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    List<MemoryRecord> copy = List.copyOf(records);
    copy.forEach(record -> SpecChecks.requireStorable(spec, capabilities, record));
    calls.check(options);
    present(() -> {
      writer.upsert(copy, options);
      return true;
    });
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    MemoryRecord.requireId(id);
    SpecChecks.requirePatch(spec, patch);
    if (!present(() -> patcher.patch(namespace, id, patch, options))) {
      throw MemoryException.notFound(
          "there is no record '" + id + "' in " + namespace + "; nothing was changed");
    }
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    if (selection instanceof Selection.Matching(Filter filter)) {
      SpecChecks.requireFilter(spec, filter);
    }
    calls.check(options);
    present(() -> {
      writer.delete(namespace, selection, options);
      return true;
    });
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    List<String> copy = List.copyOf(ids);
    copy.forEach(MemoryRecord::requireId);
    calls.check(options);
    return present(() -> reader.fetch(namespace, copy, projection, options));
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    SpecChecks.requireFilter(spec, request.filter());
    return present(() -> reader.scan(request, options));
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    SpecChecks.requireSearchable(spec, capabilities, request);
    calls.check(options);
    return present(() -> search.search(request, options));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    SpecChecks.requireFilter(spec, filter);
    return present(() -> reader.count(Set.copyOf(namespaces), filter, options));
  }

  /** A collection that is gone was dropped, here or by another process. */
  private <T> T present(Supplier<T> call) {
    try {
      return call.get();
    } catch (MemoryException e) {
      throw GrpcFaults.dropped(e)
          ? MemoryException.notFound("collection '" + spec.name() + "' has been dropped")
              .withOutcome(e.outcome())
          : e;
    }
  }
}
