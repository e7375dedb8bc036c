package dev.recollect.backend.lucene;

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
import java.util.concurrent.Callable;

/** A collection, of checked arguments: goes to the threads that may touch files, and delegates. */
final class LuceneCollection implements RecordCollection {

  private final Calls calls;
  private final RecordWriter writer;
  private final RecordScanner scanner;
  private final IndexSearch search;
  private volatile CollectionSpec spec;

  LuceneCollection(
      CollectionSpec spec,
      Calls calls,
      RecordWriter writer,
      RecordScanner scanner,
      IndexSearch search) {
    this.spec = spec;
    this.calls = calls;
    this.writer = writer;
    this.scanner = scanner;
    this.search = search;
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  void grow(CollectionSpec larger) {
    spec = larger;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    write(options, () -> writer.upsert(records));
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    if (!write(options, () -> writer.patch(namespace, id, patch))) {
      throw StoreErrors.noRecord(namespace, id);
    }
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    write(options, () -> writer.delete(namespace, selection));
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return read(options, () -> scanner.fetch(namespace, ids, projection));
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return read(options, () -> scanner.scan(request));
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return read(options, () -> search.search(request));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return read(options, () -> scanner.count(namespaces, filter));
  }

  private <T> T read(CallOptions options, Callable<T> work) {
    return calls.read(options, work);
  }

  private <T> T write(CallOptions options, Callable<T> work) {
    return calls.write(options, work);
  }
}
