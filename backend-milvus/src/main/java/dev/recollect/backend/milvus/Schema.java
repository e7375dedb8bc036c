package dev.recollect.backend.milvus;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.Limits;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A collection in Milvus: its fields and their indexes. */
final class Schema {

  /** What a server's VarChar holds at most; Lite holds more, and is not asked to. */
  private static final int LONGEST = 65_535;

  private final CollectionSchema.Builder schema = CollectionSchema.newBuilder();

  private Schema() {}

  static CollectionSchema of(String name, CollectionSpec spec) {
    Schema built = new Schema();
    built.schema.setName(name).setDescription("Memories of Recollect: " + spec.name());
    built.addScalars();
    spec.denseVectors().forEach(built::addDense);
    spec.sparseVectors()
        .forEach(vector -> built.add(field(Columns.sparse(vector), DataType.SparseFloatVector)));
    return built.schema.build();
  }

  private void addScalars() {
    add(text(Columns.KEY, Keys.LENGTH).setIsPrimaryKey(true));
    add(text(Columns.SPACE, Keys.LENGTH).setIsPartitionKey(true));
    add(text(Columns.NAMESPACE, Limits.NAMESPACE_BYTES));
    add(text(Columns.ID, Limits.ID_BYTES));
    add(text(Columns.PARENT, Limits.ID_BYTES));
    add(text(Columns.PARENT_TERM, 2 * Terms.LONGEST));
    for (String number :
        List.of(
            Columns.PART,
            Columns.LOT,
            Columns.SEQUENCE,
            Columns.OCCURRED_AT,
            Columns.RECORDED_AT,
            Columns.VALID_FROM,
            Columns.VALID_TO,
            Columns.BYTES)) {
      add(field(number, DataType.Int64));
    }
    add(text(Columns.TEXT, Limits.TEXT_BYTES));
    add(text(Columns.PAYLOAD, LONGEST));
    add(text(Columns.TERMS, LONGEST));
    add(field(Columns.VALUES, DataType.JSON));
  }

  private void addDense(String vector, int dimension) {
    add(
        field(Columns.dense(vector), DataType.FloatVector)
            .addTypeParams(pair("dim", Integer.toString(dimension))));
  }

  private void add(FieldSchema.Builder field) {
    schema.addFields(field);
  }

  private static FieldSchema.Builder text(String name, int bytes) {
    return field(name, DataType.VarChar).addTypeParams(pair("max_length", Integer.toString(bytes)));
  }

  private static FieldSchema.Builder field(String name, DataType type) {
    return FieldSchema.newBuilder().setName(name).setDataType(type);
  }

  static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }

  /** Returns the indexes that a collection needs, by field. */
  static Map<String, List<KeyValuePair>> indexes(CollectionSpec spec, IndexConfig config) {
    Map<String, List<KeyValuePair>> indexes = new LinkedHashMap<>();
    for (String vector : spec.denseVectors().keySet()) {
      indexes.put(Columns.dense(vector), dense(config));
    }
    for (String vector : spec.sparseVectors()) {
      indexes.put(
          Columns.sparse(vector),
          List.of(pair("index_type", "SPARSE_INVERTED_INDEX"), pair("metric_type", "IP")));
    }
    return indexes;
  }

  private static List<KeyValuePair> dense(IndexConfig config) {
    List<KeyValuePair> parameters = new ArrayList<>();
    parameters.add(pair("index_type", config.graph() ? "HNSW" : "FLAT"));
    parameters.add(pair("metric_type", "COSINE"));
    if (config.graph()) {
      parameters.add(
          pair(
              "params",
              "{\"M\":" + config.connections() + ",\"efConstruction\":" + config.build() + "}"));
    }
    return parameters;
  }
}
