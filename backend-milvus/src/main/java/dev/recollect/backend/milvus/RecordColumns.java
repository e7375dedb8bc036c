package dev.recollect.backend.milvus;

import com.google.protobuf.ByteString;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Records as Milvus takes them: a list of values for each field of the collection. */
final class RecordColumns {

  /** Stands in a sparse vector that would be empty, which Milvus refuses; no query has it. */
  static final int RESERVED_TERM = 0;

  private static final int TERM_BYTES = 8;
  private static final double SHORT = 1e-6;
  private static final double LONG = 1e6;

  private final List<MemoryRecord> records;
  private final List<FieldData> columns = new ArrayList<>();

  private RecordColumns(List<MemoryRecord> records) {
    this.records = records;
  }

  static List<FieldData> of(CollectionSpec spec, List<MemoryRecord> records) {
    RecordColumns columns = new RecordColumns(records);
    columns.addIdentity();
    columns.addNumbers();
    columns.addContent();
    spec.denseVectors().forEach(columns::addDense);
    spec.sparseVectors().forEach(columns::addSparse);
    return columns.columns;
  }

  private void addIdentity() {
    add(Columns.KEY, record -> Keys.record(record.namespace(), record.id()));
    add(Columns.SPACE, record -> Keys.space(record.namespace()));
    add(Columns.NAMESPACE, record -> record.namespace().key());
    add(Columns.ID, MemoryRecord::id);
    add(Columns.PARENT, MemoryRecord::parent);
    add(Columns.PARENT_TERM, record -> Terms.written(record.parent()));
  }

  private void addNumbers() {
    addNumber(Columns.PART, MemoryRecord::part);
    addNumber(Columns.LOT, MemoryRecord::lot);
    addNumber(Columns.SEQUENCE, record -> record.sequence().orElse(Columns.NO_SEQUENCE));
    addNumber(Columns.OCCURRED_AT, record -> micros(Optional.of(record.occurredAt())));
    addNumber(Columns.RECORDED_AT, record -> micros(Optional.of(record.recordedAt())));
    addNumber(Columns.VALID_FROM, record -> micros(record.validFrom()));
    addNumber(Columns.VALID_TO, record -> micros(record.validTo()));
    addNumber(Columns.BYTES, RecordColumns::bytes);
  }

  private static long micros(Optional<Instant> instant) {
    return instant
        .map(moment -> new PayloadValue.Moment(moment).epochMicros())
        .orElse(Columns.NO_MOMENT);
  }

  private void addContent() {
    add(Columns.TEXT, MemoryRecord::text);
    add(Columns.PAYLOAD, record -> PayloadText.encode(record.payload()));
    add(Columns.TERMS, record -> Terms.of(record.payload()));
    JSONArray.Builder values = JSONArray.newBuilder();
    records.forEach(
        record -> values.addData(ByteString.copyFromUtf8(Terms.values(record.payload()))));
    scalar(Columns.VALUES, DataType.JSON, ScalarField.newBuilder().setJsonData(values));
  }

  private void add(String name, Function<MemoryRecord, String> text) {
    StringArray.Builder texts = StringArray.newBuilder();
    records.forEach(record -> texts.addData(text.apply(record)));
    scalar(name, DataType.VarChar, ScalarField.newBuilder().setStringData(texts));
  }

  private void addNumber(String name, ToLongFunction<MemoryRecord> number) {
    LongArray.Builder numbers = LongArray.newBuilder();
    records.forEach(record -> numbers.addData(number.applyAsLong(record)));
    scalar(name, DataType.Int64, ScalarField.newBuilder().setLongData(numbers));
  }

  private void scalar(String name, DataType type, ScalarField.Builder values) {
    columns.add(FieldData.newBuilder().setFieldName(name).setType(type).setScalars(values).build());
  }

  private void addDense(String name, int dimension) {
    FloatArray.Builder numbers = FloatArray.newBuilder();
    for (MemoryRecord record : records) {
      for (float number : values(Objects.requireNonNull(record.dense().get(name)))) {
        numbers.addData(number);
      }
    }
    vector(
        Columns.dense(name),
        DataType.FloatVector,
        VectorField.newBuilder().setDim(dimension).setFloatVector(numbers));
  }

  private void addSparse(String name) {
    SparseFloatArray.Builder vectors = SparseFloatArray.newBuilder();
    long dimension = 1;
    for (MemoryRecord record : records) {
      SparseVector vector = Objects.requireNonNull(record.sparse().get(name));
      vectors.addContents(stored(vector));
      if (vector.size() > 0) {
        dimension = Math.max(dimension, 1 + Integer.toUnsignedLong(vector.term(vector.size() - 1)));
      }
    }
    vector(
        Columns.sparse(name),
        DataType.SparseFloatVector,
        VectorField.newBuilder().setDim(dimension).setSparseFloatVector(vectors.setDim(dimension)));
  }

  private void vector(String name, DataType type, VectorField.Builder values) {
    columns.add(FieldData.newBuilder().setFieldName(name).setType(type).setVectors(values).build());
  }

  /**
   * Returns the numbers of a vector, of another length if its own is too small or too large to be
   * multiplied in single precision; text to embed is refused before.
   */
  static float[] values(DenseVector vector) {
    return switch (vector) {
      case DenseVector.Values values -> multipliable(values);
      case DenseVector.TextToEmbed ignored ->
          throw new IllegalArgumentException("text to embed passed the checks");
    };
  }

  private static float[] multipliable(DenseVector.Values vector) {
    double length = vector.length();
    return length < SHORT || length > LONG ? vector.toUnitArray() : vector.toArray();
  }

  /** Returns numbers as a query has them. */
  static ByteString bytes(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  private static ByteString stored(SparseVector vector) {
    return vector.size() > 0 ? bytes(vector) : bytes(new int[] {RESERVED_TERM}, new float[] {1});
  }

  /** Returns a sparse vector as a query has it. */
  static ByteString bytes(SparseVector vector) {
    return bytes(vector.terms(), vector.weights());
  }

  private static ByteString bytes(int[] terms, float[] weights) {
    ByteBuffer bytes =
        ByteBuffer.allocate(terms.length * TERM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int index = 0; index < terms.length; index++) {
      bytes.putInt(terms[index]).putFloat(weights[index]);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** Returns about how many bytes a record takes on its way. */
  static long bytes(MemoryRecord record) {
    long bytes = 1_000 + 3L * record.text().length();
    for (PayloadValue value : record.payload().values().values()) {
      bytes += 100 + 8L * value.bytes();
    }
    for (DenseVector vector : record.dense().values()) {
      bytes += (long) Float.BYTES * values(vector).length;
    }
    for (SparseVector vector : record.sparse().values()) {
      bytes += (long) TERM_BYTES * vector.size();
    }
    return bytes;
  }
}
