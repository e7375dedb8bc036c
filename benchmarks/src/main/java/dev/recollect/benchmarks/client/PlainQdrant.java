package dev.recollect.benchmarks.client;

import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.WithPayloadSelectorFactory.include;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Qdrant's own client, by hand, on collections that the backend made. */
final class PlainQdrant implements PlainClient {

  private static final String DENSE = "dense_content";
  private static final String SPARSE = "sparse_content";

  /** Up to so many namespaces the backend compares, at the size of the measurement. */
  private static final int COMPARED = 1;

  private static final int EF = 100;

  private final QdrantClient client;

  PlainQdrant(QdrantClient client) {
    this.client = client;
  }

  static String physical(String collection) {
    return StoreBackend.PREFIX + "-" + collection;
  }

  private record Row(String namespace, String id, String parent, long part, float score) {}

  @Override
  public int search(
      String collection, Set<Namespace> namespaces, DenseVector.Values query, int topK)
      throws Exception {
    List<String> keys = namespaces.stream().map(Namespace::key).toList();
    boolean compared = namespaces.size() <= COMPARED;
    SearchParams.Builder parameters = SearchParams.newBuilder().setExact(compared);
    if (!compared) {
      parameters.setHnswEf(EF);
    }
    List<ScoredPoint> points =
        client
            .queryAsync(
                QueryPoints.newBuilder()
                    .setCollectionName(physical(collection))
                    .setQuery(nearest(query.toArray()))
                    .setUsing(DENSE)
                    .setFilter(Filter.newBuilder().addMust(matchKeywords("_namespace", keys)))
                    .setLimit(topK)
                    .setParams(parameters)
                    .setWithPayload(
                        include(List.of("_namespace", "_id", "_parent", "_part", "_sequence")))
                    .build())
            .get();
    List<Row> rows = points.stream().map(PlainQdrant::row).toList();
    return rows.size();
  }

  private static Row row(ScoredPoint point) {
    Map<String, Value> payload = point.getPayloadMap();
    return new Row(
        text(payload, "_namespace").getStringValue(),
        text(payload, "_id").getStringValue(),
        field(payload, "_parent", "text").getStringValue(),
        field(payload, "_part", "int").getIntegerValue(),
        point.getScore());
  }

  private static Value text(Map<String, Value> payload, String key) {
    return Objects.requireNonNull(payload.get(key));
  }

  private static Value field(Map<String, Value> payload, String key, String type) {
    return text(payload, key).getStructValue().getFieldsOrThrow(type);
  }

  @Override
  public void upsert(String collection, List<MemoryRecord> records, int batch) throws Exception {
    for (int start = 0; start < records.size(); start += batch) {
      UpsertPoints.Builder request =
          UpsertPoints.newBuilder().setCollectionName(physical(collection)).setWait(true);
      for (MemoryRecord record : records.subList(start, Math.min(records.size(), start + batch))) {
        request.addPoints(point(record));
      }
      client.upsertAsync(request.build()).get();
    }
  }

  private static PointStruct point(MemoryRecord record) {
    String name = record.namespace().key() + record.id();
    SparseVector terms = Objects.requireNonNull(record.sparse().get(SyntheticPassages.VECTOR));
    DenseVector.Values dense =
        (DenseVector.Values) Objects.requireNonNull(record.dense().get(SyntheticPassages.VECTOR));
    long size = ((PayloadValue.Int64) record.payload().get("size").orElseThrow()).value();
    return PointStruct.newBuilder()
        .setId(id(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
        .setVectors(
            namedVectors(
                Map.of(
                    DENSE,
                    vector(Floats.asList(dense.toArray())),
                    SPARSE,
                    vector(Floats.asList(terms.weights()), Ints.asList(terms.terms())))))
        .putPayload("_namespace", value(record.namespace().key()))
        .putPayload("_id", value(record.id()))
        .putPayload("_text", value(record.text()))
        .putPayload("_parent", value(Map.of("text", value(record.parent()))))
        .putPayload("_part", value(Map.of("int", value(record.part()))))
        .putPayload("_lot", value(Map.of("int", value(record.lot()))))
        .putPayload("_occurredAt", moment(record.occurredAt()))
        .putPayload("_recordedAt", moment(record.recordedAt()))
        .putPayload("colour", value(Map.of("text", value("red"))))
        .putPayload("size", value(Map.of("int", value(size))))
        .build();
  }

  private static Value moment(Instant instant) {
    return value(Map.of("time", value(instant.toString())));
  }

  @Override
  public void close() {
    client.close();
  }
}
