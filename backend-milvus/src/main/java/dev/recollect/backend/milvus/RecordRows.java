package dev.recollect.backend.milvus;

import com.google.protobuf.ByteString;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as Milvus answers with them. */
final class RecordRows {

  /** What tells a record from others and where it belongs. */
  static final List<String> IDENTITY =
      List.of(Columns.NAMESPACE, Columns.ID, Columns.PARENT, Columns.PART, Columns.SEQUENCE);

  private static final List<String> MOMENTS =
      List.of(Columns.OCCURRED_AT, Columns.RECORDED_AT, Columns.VALID_FROM, Columns.VALID_TO);

  private final Map<String, FieldData> columns = new HashMap<>();
  private final int size;

  RecordRows(List<FieldData> answered) {
    answered.forEach(column -> columns.put(column.getFieldName(), column));
    this.size = columns.containsKey(Columns.ID) ? texts(Columns.ID).getDataCount() : 0;
  }

  /** Returns the fields to ask for. */
  static List<String> fields(CollectionSpec spec, Projection projection) {
    List<String> fields = new ArrayList<>(IDENTITY);
    fields.addAll(MOMENTS);
    if (projection.text()) {
      fields.add(Columns.TEXT);
    }
    if (projection.payload()) {
      fields.add(Columns.PAYLOAD);
    }
    if (projection.dense()) {
      spec.denseVectors().keySet().forEach(name -> fields.add(Columns.dense(name)));
    }
    if (projection.sparse()) {
      spec.sparseVectors().forEach(name -> fields.add(Columns.sparse(name)));
    }
    return fields;
  }

  int size() {
    return size;
  }

  /** Returns all rows as records of a collection. */
  List<MemoryRecord> records(CollectionSpec spec) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      records.add(record(spec, row));
    }
    return records;
  }

  private MemoryRecord record(CollectionSpec spec, int row) {
    MemoryRecord.Builder record =
        MemoryRecord.builder(namespace(row), text(Columns.ID, row))
            .partOf(text(Columns.PARENT, row), (int) number(Columns.PART, row))
            .occurredAt(required(Columns.OCCURRED_AT, row))
            .recordedAt(required(Columns.RECORDED_AT, row))
            .validFrom(moment(Columns.VALID_FROM, row))
            .validTo(moment(Columns.VALID_TO, row))
            .dense(dense(spec, row))
            .sparse(sparse(spec, row));
    long sequence = number(Columns.SEQUENCE, row);
    if (sequence != Columns.NO_SEQUENCE) {
      record.sequence(sequence);
    }
    if (columns.containsKey(Columns.TEXT)) {
      record.text(text(Columns.TEXT, row));
    }
    if (columns.containsKey(Columns.PAYLOAD)) {
      record.payload(PayloadText.decode(text(Columns.PAYLOAD, row)));
    }
    return record.build();
  }

  /** Returns what a row found by a search is. */
  Candidate candidate(int row, double score) {
    return new Candidate(
        namespace(row),
        text(Columns.ID, row),
        text(Columns.PARENT, row),
        (int) number(Columns.PART, row),
        number(Columns.SEQUENCE, row),
        score);
  }

  private Namespace namespace(int row) {
    return Namespace.parse(text(Columns.NAMESPACE, row));
  }

  String text(String name, int row) {
    return texts(name).getData(row);
  }

  long number(String name, int row) {
    LongArray numbers = column(name).getScalars().getLongData();
    return numbers.getData(row);
  }

  private StringArray texts(String name) {
    return column(name).getScalars().getStringData();
  }

  private Instant required(String name, int row) {
    return PayloadValue.Moment.ofEpochMicros(number(name, row)).value();
  }

  private @Nullable Instant moment(String name, int row) {
    return number(name, row) == Columns.NO_MOMENT ? null : required(name, row);
  }

  private FieldData column(String name) {
    FieldData column = columns.get(name);
    if (column == null) {
      throw new MemoryException(ErrorKind.CORRUPT, "an answer of Milvus lacks field " + name);
    }
    return column;
  }

  private Map<String, DenseVector> dense(CollectionSpec spec, int row) {
    Map<String, DenseVector> vectors = new HashMap<>();
    for (String name : spec.denseVectors().keySet()) {
      FieldData column = columns.get(Columns.dense(name));
      if (column != null) {
        vectors.put(name, dense(column.getVectors(), row));
      }
    }
    return vectors;
  }

  private static DenseVector dense(VectorField field, int row) {
    int dimension = (int) field.getDim();
    FloatArray numbers = field.getFloatVector();
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = numbers.getData(row * dimension + index);
    }
    return DenseVector.of(values);
  }

  private Map<String, SparseVector> sparse(CollectionSpec spec, int row) {
    Map<String, SparseVector> vectors = new HashMap<>();
    for (String name : spec.sparseVectors()) {
      FieldData column = columns.get(Columns.sparse(name));
      if (column != null) {
        vectors.put(name, sparse(column.getVectors().getSparseFloatVector().getContents(row)));
      }
    }
    return vectors;
  }

  private static SparseVector sparse(ByteString stored) {
    ByteBuffer bytes = stored.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.remaining() / (Integer.BYTES + Float.BYTES);
    int[] terms = new int[size];
    float[] weights = new float[size];
    for (int index = 0; index < size; index++) {
      terms[index] = bytes.getInt();
      weights[index] = bytes.getFloat();
    }
    return size == 1 && terms[0] == RecordColumns.RESERVED_TERM
        ? SparseVector.empty()
        : SparseVector.of(terms, weights);
  }
}
