package org.example.drawer;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record as bytes, without namespace and id, which the table has. */
final class RecordBytes {

  private RecordBytes() {}

  // tag::write[]
  static byte[] write(MemoryRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(record.parent());
      out.writeInt(record.part());
      out.writeUTF(record.text());
      writeMoment(out, Optional.of(record.occurredAt()));
      writeMoment(out, Optional.of(record.recordedAt()));
      writeMoment(out, record.validFrom());
      writeMoment(out, record.validTo());
      out.writeLong(record.sequence().orElse(0));
      writeAll(out, record.dense(), RecordBytes::writeDense);
      writeAll(out, record.sparse(), RecordBytes::writeSparse);
      writeAll(out, record.payload().values(), RecordBytes::writeValue);
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.INTERNAL, "writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static MemoryRecord read(Namespace namespace, String id, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      MemoryRecord.Builder record =
          MemoryRecord.builder(namespace, id)
              .partOf(in.readUTF(), in.readInt())
              .text(in.readUTF())
              .occurredAt(readMoment(in).orElseThrow())
              .recordedAt(readMoment(in).orElseThrow())
              .validFrom(readMoment(in).orElse(null))
              .validTo(readMoment(in).orElse(null));
      long sequence = in.readLong();
      if (sequence > 0) {
        record.sequence(sequence);
      }
      return record
          .dense(readAll(in, RecordBytes::readDense))
          .sparse(readAll(in, RecordBytes::readSparse))
          .payload(Payload.of(readAll(in, RecordBytes::readValue)))
          .build();
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.CORRUPT, "record '" + id + "' cannot be read", e);
    }
  }

  // end::write[]

  private interface Writer<V> {
    void write(DataOutputStream out, V value) throws IOException;
  }

  private interface Reader<V> {
    V read(DataInputStream in) throws IOException;
  }

  private static <V> void writeAll(DataOutputStream out, Map<String, V> values, Writer<V> writer)
      throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, V> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      writer.write(out, entry.getValue());
    }
  }

  private static <V> Map<String, V> readAll(DataInputStream in, Reader<V> reader)
      throws IOException {
    Map<String, V> values = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.put(in.readUTF(), reader.read(in));
    }
    return values;
  }

  private static void writeMoment(DataOutputStream out, Optional<Instant> moment)
      throws IOException {
    out.writeLong(moment.map(Instant::getEpochSecond).orElse(Long.MIN_VALUE));
    out.writeInt(moment.map(Instant::getNano).orElse(0));
  }

  private static Optional<Instant> readMoment(DataInputStream in) throws IOException {
    long second = in.readLong();
    int nano = in.readInt();
    return second == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(second, nano));
  }

  private static void writeDense(DataOutputStream out, DenseVector vector) throws IOException {
    float[] values = ((DenseVector.Values) vector).toArray();
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static DenseVector readDense(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int index = 0; index < values.length; index++) {
      values[index] = in.readFloat();
    }
    return DenseVector.of(values);
  }

  private static void writeSparse(DataOutputStream out, SparseVector vector) throws IOException {
    out.writeInt(vector.size());
    for (int index = 0; index < vector.size(); index++) {
      out.writeInt(vector.term(index));
      out.writeFloat(vector.weight(index));
    }
  }

  private static SparseVector readSparse(DataInputStream in) throws IOException {
    int[] terms = new int[in.readInt()];
    float[] weights = new float[terms.length];
    for (int index = 0; index < terms.length; index++) {
      terms[index] = in.readInt();
      weights[index] = in.readFloat();
    }
    return SparseVector.of(terms, weights);
  }

  private static void writeValue(DataOutputStream out, PayloadValue value) throws IOException {
    out.writeByte(value.type().ordinal());
    switch (value) {
      case PayloadValue.Text(String text) -> out.writeUTF(text);
      case PayloadValue.Int64(long number) -> out.writeLong(number);
      case PayloadValue.Float64(double number) -> out.writeDouble(number);
      case PayloadValue.Bool(boolean truth) -> out.writeBoolean(truth);
      case PayloadValue.Moment moment -> out.writeLong(moment.epochMicros());
      case PayloadValue.TextList(List<String> texts) -> {
        out.writeInt(texts.size());
        for (String text : texts) {
          out.writeUTF(text);
        }
      }
    }
  }

  private static PayloadValue readValue(DataInputStream in) throws IOException {
    return switch (PayloadType.values()[in.readByte()]) {
      case TEXT -> PayloadValue.of(in.readUTF());
      case INT64 -> PayloadValue.of(in.readLong());
      case DOUBLE -> PayloadValue.of(in.readDouble());
      case BOOLEAN -> PayloadValue.of(in.readBoolean());
      case INSTANT -> PayloadValue.Moment.ofEpochMicros(in.readLong());
      case TEXT_LIST -> PayloadValue.of(readTexts(in));
    };
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }
}
