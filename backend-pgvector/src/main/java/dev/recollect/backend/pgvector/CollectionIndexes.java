package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.PayloadType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The indexes of a record table that may come later than the table: one for each declared field
 * whose values have an order, and the graphs, named after what they are made of, so that another
 * choice builds another one.
 */
final class CollectionIndexes {

  private final Names names;
  private final IndexConfig config;
  private final long number;
  private final CollectionSpec spec;

  CollectionIndexes(Names names, IndexConfig config, long number, CollectionSpec spec) {
    this.names = names;
    this.config = config;
    this.number = number;
    this.spec = spec;
  }

  /** Returns the statements that create those that are missing. */
  List<String> create() {
    return List.copyOf(all().values());
  }

  /** Returns their names in their schema. */
  List<String> qualifiedNames() {
    return all().keySet().stream().map(names::table).toList();
  }

  /** Returns what whoever builds some of them takes first: "RCLM" and the number. */
  String lock() {
    return "SELECT pg_catalog.pg_advisory_xact_lock(1380141133, " + (int) number + ")";
  }

  private Map<String, String> all() {
    Map<String, String> statements = new LinkedHashMap<>();
    spec.fields()
        .forEach((field, type) -> {
          if (PayloadFields.indexable(type)) {
            String name = "record_" + number + "_" + PayloadFields.indexName(field);
            statements.put(name, field(name, field, type));
          }
        });
    if (config.enabled()) {
      for (String vector : spec.denseVectors().keySet()) {
        int ordinal = spec.denseVectors().headMap(vector).size();
        String name = "record_" + number + "_" + config.type().sqlName() + "_" + ordinal;
        statements.put(name, graph(name, vector));
      }
    }
    return statements;
  }

  private String field(String name, String field, PayloadType type) {
    return create(name) + "(namespace, (" + PayloadFields.indexed(field, type) + "))";
  }

  private String graph(String name, String vector) {
    return create(name)
        + " USING hnsw (("
        + graphed(vector)
        + ") "
        + names.ofExtension(config.type().sqlName() + "_ip_ops")
        + ") WITH (m = "
        + config.connections()
        + ", ef_construction = "
        + config.buildCandidates()
        + ")";
  }

  private String create(String name) {
    return "CREATE INDEX IF NOT EXISTS " + names.bare(name) + " ON " + names.records(number);
  }

  /** Returns the expression of which the graph of a vector is made. */
  String graphed(String vector) {
    return Columns.dense(vector) + cast(vector);
  }

  /** Returns the cast of a full vector to the type of the graph; nothing if they are the same. */
  String cast(String vector) {
    return config.type() == VectorType.VECTOR
        ? ""
        : "::"
            + names.ofExtension(config.type().sqlName())
            + "("
            + spec.denseVectors().get(vector)
            + ")";
  }
}
