package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes records of rows, reading no more columns than the projection asks for. */
final class RecordReader {

  private static final int FIRST_CONTENT = 12;
  private static final int KEY_BYTES = 200;

  private final Projection projection;
  private final VectorBytes vectors;

  RecordReader(Projection projection, VectorBytes vectors) {
    this.projection = projection;
    this.vectors = vectors;
  }

  /** Returns the columns to select behind the keys, each after a comma. */
  String columns() {
    return (projection.payload() ? ", payload" : "")
        + (projection.text() ? ", text" : "")
        + (projection.sparse() ? ", sparse" : "")
        + (projection.dense() ? ", dense" : "");
  }

  RecordTable.Stored read(ResultSet row, Namespace namespace) throws SQLException {
    MemoryRecord.Builder record =
        MemoryRecord.builder(namespace, row.getString(3))
            .partOf(row.getString(4), row.getInt(5))
            .occurredAt(instant(row.getLong(6)))
            .recordedAt(instant(row.getLong(7)))
            .validFrom(optionalInstant(row, 9))
            .validTo(optionalInstant(row, 10));
    long sequence = row.getLong(8);
    if (!row.wasNull()) {
      record.sequence(sequence);
    }
    long bytes = KEY_BYTES + readContent(row, record);
    return new RecordTable.Stored(record.build(), row.getInt(1), row.getLong(11), bytes);
  }

  private long readContent(ResultSet row, MemoryRecord.Builder record) throws SQLException {
    int column = FIRST_CONTENT;
    long bytes = 0;
    if (projection.payload()) {
      String payload = row.getString(column++);
      record.payload(PayloadJson.decode(payload));
      bytes += payload.length();
    }
    if (projection.text()) {
      String text = row.getString(column++);
      record.text(text);
      bytes += text.length();
    }
    if (projection.sparse()) {
      byte[] sparse = row.getBytes(column++);
      record.sparse(vectors.decodeSparse(sparse));
      bytes += sparse.length;
    }
    if (projection.dense()) {
      byte[] dense = row.getBytes(column);
      record.dense(vectors.decodeDense(dense));
      bytes += dense.length;
    }
    return bytes;
  }

  private static Instant instant(long micros) {
    return PayloadValue.Moment.ofEpochMicros(micros).value();
  }

  private static @Nullable Instant optionalInstant(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : instant(micros);
  }
}
