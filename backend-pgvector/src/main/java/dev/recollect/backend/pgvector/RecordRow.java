package dev.recollect.backend.pgvector;

import com.pgvector.PGvector;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query selects of a record, and the record it becomes. */
final class RecordRow {

  private final CollectionSpec spec;
  private final Projection projection;

  RecordRow(CollectionSpec spec, Projection projection) {
    this.spec = spec;
    this.projection = projection;
  }

  /** Returns the columns of the table called r. */
  String columns() {
    StringBuilder columns =
        new StringBuilder(
            "r.id, r.parent, r.part, r.sequence, r.occurred_at, r.recorded_at, r.valid_from,"
                + " r.valid_to");
    if (projection.payload()) {
      columns.append(", r.payload");
    }
    if (projection.text()) {
      columns.append(", r.text");
    }
    if (projection.dense()) {
      spec.denseVectors().keySet().forEach(name -> columns.append(", r." + Columns.dense(name)));
    }
    if (projection.sparse()) {
      spec.sparseVectors()
          .forEach(name ->
              columns.append(", r." + Columns.terms(name) + ", r." + Columns.weights(name)));
    }
    return columns.toString();
  }

  /** Returns the size of what the columns hold, as an expression. */
  String size() {
    StringBuilder size = new StringBuilder("200");
    if (projection.payload()) {
      size.append(" + pg_column_size(r.payload)");
    }
    if (projection.text()) {
      size.append(" + octet_length(r.text)");
    }
    if (projection.dense()) {
      int dimensions = spec.denseVectors().values().stream().mapToInt(Integer::intValue).sum();
      size.append(" + " + 4 * dimensions);
    }
    if (projection.sparse()) {
      spec.sparseVectors()
          .forEach(name -> size.append(" + 8 * cardinality(r." + Columns.terms(name) + ")"));
    }
    return size.toString();
  }

  MemoryRecord read(ResultSet row, Namespace namespace) throws SQLException {
    MemoryRecord.Builder record =
        MemoryRecord.builder(namespace, row.getString("id"))
            .partOf(row.getString("parent"), row.getInt("part"))
            .occurredAt(requiredMoment(row, "occurred_at"))
            .recordedAt(requiredMoment(row, "recorded_at"))
            .validFrom(moment(row, "valid_from"))
            .validTo(moment(row, "valid_to"));
    long sequence = row.getLong("sequence");
    if (!row.wasNull()) {
      record.sequence(sequence);
    }
    if (projection.payload()) {
      record.payload(PayloadJson.decode(row.getString("payload")));
    }
    if (projection.text()) {
      record.text(row.getString("text"));
    }
    if (projection.dense()) {
      record.dense(dense(row));
    }
    if (projection.sparse()) {
      record.sparse(sparse(row));
    }
    return record.build();
  }

  private static Instant requiredMoment(ResultSet row, String column) throws SQLException {
    Instant moment = moment(row, column);
    if (moment == null) {
      throw new MemoryException(ErrorKind.CORRUPT, "a stored record has no " + column);
    }
    return moment;
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private Map<String, DenseVector> dense(ResultSet row) throws SQLException {
    Map<String, DenseVector> vectors = new LinkedHashMap<>();
    for (String name : spec.denseVectors().keySet()) {
      vectors.put(name, DenseVector.of(numbers(row.getObject(Columns.dense(name)))));
    }
    return vectors;
  }

  /** The driver knows the type by its name alone, not where its schema is off the search path. */
  private static float[] numbers(Object column) throws SQLException {
    return column instanceof PGvector vector
        ? vector.toArray()
        : new PGvector(column.toString()).toArray();
  }

  private Map<String, SparseVector> sparse(ResultSet row) throws SQLException {
    Map<String, SparseVector> vectors = new LinkedHashMap<>();
    for (String name : spec.sparseVectors()) {
      vectors.put(
          name,
          SparseVector.of(
              integers(row.getArray(Columns.terms(name))),
              floats(row.getArray(Columns.weights(name)))));
    }
    return vectors;
  }

  private static int[] integers(Array array) throws SQLException {
    Integer[] boxed = (Integer[]) array.getArray();
    int[] values = new int[boxed.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = boxed[index];
    }
    return values;
  }

  private static float[] floats(Array array) throws SQLException {
    Float[] boxed = (Float[]) array.getArray();
    float[] values = new float[boxed.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = boxed[index];
    }
    return values;
  }
}
