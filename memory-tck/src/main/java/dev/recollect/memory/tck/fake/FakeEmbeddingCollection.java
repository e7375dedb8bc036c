package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns texts into vectors on the way to a collection. */
final class FakeEmbeddingCollection implements RecordCollection {

  private final RecordCollection store;
  private final FakeEmbeddingModel model;

  FakeEmbeddingCollection(RecordCollection store, FakeEmbeddingModel model) {
    this.store = store;
    this.model = model;
  }

  private DenseVector embedded(DenseVector vector) {
    return switch (vector) {
      case DenseVector.Values values -> values;
      case DenseVector.TextToEmbed text -> DenseVector.of(model.embed(text.text()));
    };
  }

  private MemoryRecord embedded(MemoryRecord record) {
    Map<String, DenseVector> dense = new HashMap<>();
    record.dense().forEach((name, vector) -> dense.put(name, embedded(vector)));
    return record.toBuilder().dense(dense).build();
  }

  private Leg embedded(Leg leg) {
    return switch (leg) {
      case Leg.Dense dense -> new Leg.Dense(dense.vector(), embedded(dense.query()), dense.topK());
      case Leg.Sparse sparse -> sparse;
    };
  }

  @Override
  public CollectionSpec spec() {
    return store.spec();
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    store.upsert(records.stream().map(this::embedded).toList(), options);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    List<Leg> legs = request.legs().stream().map(this::embedded).toList();
    return store.search(new SearchRequest(request.namespaces(), request.filter(), legs), options);
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    store.patch(namespace, id, patch, options);
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    store.delete(namespace, selection, options);
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return store.fetch(namespace, ids, projection, options);
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return store.scan(request, options);
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return store.count(namespaces, filter, options);
  }
}
