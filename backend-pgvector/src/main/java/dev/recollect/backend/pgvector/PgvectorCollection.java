package dev.recollect.backend.pgvector;

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
final class PgvectorCollection implements RecordCollection {

  private final CollectionSpec spec;
  private final DenseSyntax syntax;
  private final Calls calls;
  private final RecordWriter writer;
  private final RecordReader reader;
  private final RecordSearch search;

  PgvectorCollection(CollectionTables tables, DenseSyntax syntax, Calls calls) {
    this.spec = tables.spec();
    this.syntax = syntax;
    this.calls = calls;
    NamespaceSizes sizes = new NamespaceSizes(tables);
    this.writer = new RecordWriter(calls, tables, syntax, sizes);
    this.reader = new RecordReader(calls, tables);
    this.search = new RecordSearch(calls, tables, syntax, new SearchCost(tables, sizes));
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    calls.check(options);
    embedding(() -> {
      writer.upsert(records, options);
      return true;
    });
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    if (!present(() -> writer.patch(namespace, id, patch, options))) {
      throw StoreErrors.noRecord(namespace, id);
    }
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
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
    return embedding(() -> search.search(request, options));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return present(() -> reader.count(namespaces, filter, options));
  }

  /** The server may have to make vectors in this call, and fail to. */
  private <T> T embedding(Supplier<T> call) {
    try {
      return present(call);
    } catch (MemoryException e) {
      throw syntax.explained(e);
    }
  }

  /** A table that is gone was dropped, here or by another process. */
  private <T> T present(Supplier<T> call) {
    try {
      return call.get();
    } catch (MemoryException e) {
      boolean dropped =
          SqlFaults.cause(e)
              .filter(cause -> SqlFaults.state(cause).equals(SqlFaults.UNDEFINED_TABLE))
              .isPresent();
      throw dropped ? StoreErrors.dropped(spec.name(), e) : e;
    }
  }
}
