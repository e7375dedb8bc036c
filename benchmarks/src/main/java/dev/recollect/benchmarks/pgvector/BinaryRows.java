package dev.recollect.benchmarks.pgvector;

import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Synthetic passages in PostgreSQL's binary format for COPY, by hand. */
final class BinaryRows {

  static final String COLUMNS =
      "namespace, lot, id, space, parent, part, sequence, occurred_at, recorded_at, valid_from,"
          + " valid_to, payload, text, dense_content, terms_content, weights_content";

  private static final int COLUMN_COUNT = 16;
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int INT4 = 23;
  private static final int FLOAT4 = 700;

  private final DataOutputStream out;

  private BinaryRows(DataOutputStream out) {
    this.out = out;
  }

  static byte[] of(List<MemoryRecord> records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(records.size() * 2_500);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(HEADER);
    BinaryRows rows = new BinaryRows(out);
    for (MemoryRecord record : records) {
      rows.write(record);
    }
    out.writeShort(-1);
    out.flush();
    return bytes.toByteArray();
  }

  private void write(MemoryRecord record) throws IOException {
    out.writeShort(COLUMN_COUNT);
    text(record.namespace().key());
    integer((int) record.lot());
    text(record.id());
    number(space(record.namespace()));
    text(record.parent());
    integer(record.part());
    out.writeInt(-1);
    number(ChronoUnit.MICROS.between(EPOCH, record.occurredAt()));
    number(ChronoUnit.MICROS.between(EPOCH, record.recordedAt()));
    out.writeInt(-1);
    out.writeInt(-1);
    json(payload(record));
    text(record.text());
    vector(
        (DenseVector.Values) Objects.requireNonNull(record.dense().get(SyntheticPassages.VECTOR)));
    SparseVector sparse = Objects.requireNonNull(record.sparse().get(SyntheticPassages.VECTOR));
    terms(sparse);
    weights(sparse);
  }

  /** Returns the payload as the backend writes it. */
  static String payload(MemoryRecord record) {
    long size = ((PayloadValue.Int64) record.payload().get("size").orElseThrow()).value();
    return "{\"colour\":{\"s\":\"red\"},\"size\":{\"l\":" + size + "}}";
  }

  /** Returns the digest of a namespace as the backend writes it. */
  static long space(Namespace namespace) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(namespace.key().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void text(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private void json(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(1 + bytes.length);
    out.writeByte(1);
    out.write(bytes);
  }

  private void integer(int value) throws IOException {
    out.writeInt(Integer.BYTES);
    out.writeInt(value);
  }

  private void number(long value) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
  }

  private void vector(DenseVector.Values vector) throws IOException {
    float[] values = vector.toArray();
    out.writeInt(2 * Short.BYTES + values.length * Float.BYTES);
    out.writeShort(values.length);
    out.writeShort(0);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private void terms(SparseVector vector) throws IOException {
    array(INT4, vector.size());
    for (int index = 0; index < vector.size(); index++) {
      integer(vector.term(index));
    }
  }

  private void weights(SparseVector vector) throws IOException {
    array(FLOAT4, vector.size());
    for (int index = 0; index < vector.size(); index++) {
      out.writeInt(Float.BYTES);
      out.writeFloat(vector.weight(index));
    }
  }

  /** Begins an array of one dimension whose elements have four bytes. */
  private void array(int type, int size) throws IOException {
    out.writeInt(5 * Integer.BYTES + size * 2 * Integer.BYTES);
    out.writeInt(1);
    out.writeInt(0);
    out.writeInt(type);
    out.writeInt(size);
    out.writeInt(1);
  }
}
