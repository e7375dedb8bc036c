package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns texts into vectors on the way to a collection. */
final class FakeEmbeddingCollection extends ForwardingCollection {

  private final Capabilities capabilities;
  private final FakeEmbeddingModel model;

  FakeEmbeddingCollection(
      RecordCollection store, Capabilities capabilities, FakeEmbeddingModel model) {
    super(store);
    this.capabilities = capabilities;
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
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    records.forEach(record -> SpecChecks.requireStorable(spec(), capabilities, record));
    super.upsert(records.stream().map(this::embedded).toList(), options);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    SpecChecks.requireSearchable(spec(), capabilities, request);
    List<Leg> legs = request.legs().stream().map(this::embedded).toList();
    return super.search(new SearchRequest(request.namespaces(), request.filter(), legs), options);
  }
}
