package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.api.value.SparseVector;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PayloadExcludeSelector;
import io.qdrant.client.grpc.Points.PayloadIncludeSelector;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsSelector;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Records as points of a collection, there and back. */
final class RecordPoints {

  private static final List<String> CANDIDATE =
      List.of(
          FieldPaths.NAMESPACE,
          FieldPaths.ID,
          FieldPaths.reserved(ReservedField.PARENT),
          FieldPaths.reserved(ReservedField.PART),
          FieldPaths.reserved(ReservedField.SEQUENCE));

  private final CollectionSpec spec;

  RecordPoints(CollectionSpec spec) {
    this.spec = spec;
  }

  /** Returns the point of a record. */
  PointStruct point(MemoryRecord record) {
    PointStruct.Builder point =
        PointStruct.newBuilder()
            .setId(PointIds.of(record.namespace(), record.id()))
            .putPayload(FieldPaths.NAMESPACE, PointValues.of(record.namespace().key()))
            .putPayload(FieldPaths.ID, PointValues.of(record.id()))
            .putPayload(FieldPaths.TEXT, PointValues.of(record.text()))
            .setVectors(Points.Vectors.newBuilder().setVectors(vectors(record)));
    for (ReservedField field : ReservedField.values()) {
      record
          .field(field.fieldName())
          .ifPresent(
              value -> point.putPayload(FieldPaths.reserved(field), PointValues.encode(value)));
    }
    record
        .payload()
        .values()
        .forEach((key, value) -> point.putPayload(key, PointValues.encode(value)));
    return point.build();
  }

  /** A sparse vector without terms is left out: that is how Qdrant keeps it best. */
  private static NamedVectors vectors(MemoryRecord record) {
    NamedVectors.Builder vectors = NamedVectors.newBuilder();
    record
        .dense()
        .forEach((name, vector) ->
            vectors.putVectors(
                Vectors.dense(name),
                Points.Vector.newBuilder().setDense(Vectors.normalised(vector)).build()));
    record
        .sparse()
        .forEach((name, vector) -> {
          if (vector.size() > 0) {
            vectors.putVectors(
                Vectors.sparse(name),
                Points.Vector.newBuilder().setSparse(Vectors.of(vector, 1)).build());
          }
        });
    return vectors.build();
  }

  /** Returns which part of the payload a projection needs. */
  static WithPayloadSelector payload(Projection projection) {
    if (projection.payload()) {
      return projection.text()
          ? WithPayloadSelector.newBuilder().setEnable(true).build()
          : WithPayloadSelector.newBuilder()
              .setExclude(PayloadExcludeSelector.newBuilder().addFields(FieldPaths.TEXT))
              .build();
    }
    List<String> keys = new ArrayList<>(List.of(FieldPaths.NAMESPACE, FieldPaths.ID));
    for (ReservedField field : ReservedField.values()) {
      keys.add(FieldPaths.reserved(field));
    }
    if (projection.text()) {
      keys.add(FieldPaths.TEXT);
    }
    return including(keys);
  }

  /** Returns the part of the payload that a candidate needs. */
  static WithPayloadSelector candidatePayload() {
    return including(CANDIDATE);
  }

  private static WithPayloadSelector including(List<String> keys) {
    return WithPayloadSelector.newBuilder()
        .setInclude(PayloadIncludeSelector.newBuilder().addAllFields(keys))
        .build();
  }

  /** Returns which vectors a projection needs. */
  WithVectorsSelector vectors(Projection projection) {
    VectorsSelector.Builder names = VectorsSelector.newBuilder();
    if (projection.dense()) {
      spec.denseVectors().keySet().forEach(name -> names.addNames(Vectors.dense(name)));
    }
    if (projection.sparse()) {
      spec.sparseVectors().forEach(name -> names.addNames(Vectors.sparse(name)));
    }
    return names.getNamesCount() == 0
        ? WithVectorsSelector.newBuilder().setEnable(false).build()
        : WithVectorsSelector.newBuilder().setInclude(names).build();
  }

  /**
   * Returns the record of a point.
   *
   * @throws MemoryException CORRUPT if somebody else wrote the point
   */
  MemoryRecord record(RetrievedPoint point, Projection projection) {
    Map<String, Value> kept = point.getPayloadMap();
    return readable(
        point.getId(),
        () -> {
          MemoryRecord.Builder record =
              MemoryRecord.builder(namespace(kept), text(kept, FieldPaths.ID))
                  .partOf(parent(kept), part(kept))
                  .occurredAt(moment(kept, ReservedField.OCCURRED_AT).orElseThrow())
                  .recordedAt(moment(kept, ReservedField.RECORDED_AT).orElseThrow())
                  .validFrom(moment(kept, ReservedField.VALID_FROM).orElse(null))
                  .validTo(moment(kept, ReservedField.VALID_TO).orElse(null));
          if (projection.text()) {
            record.text(text(kept, FieldPaths.TEXT));
          }
          if (projection.payload()) {
            record.payload(Payload.of(payload(kept)));
          }
          sequence(kept).ifPresent(record::sequence);
          Map<String, VectorOutput> vectors = point.getVectors().getVectors().getVectorsMap();
          return record
              .dense(dense(projection, vectors))
              .sparse(sparse(projection, vectors))
              .build();
        });
  }

  /** Returns the candidate of a point that was found. */
  static Candidate candidate(ScoredPoint point, double score) {
    Map<String, Value> kept = point.getPayloadMap();
    return readable(
        point.getId(),
        () ->
            new Candidate(
                namespace(kept),
                text(kept, FieldPaths.ID),
                parent(kept),
                part(kept),
                sequence(kept).orElse(0L),
                score));
  }

  /** Returns the payload of a point, without what is ours. */
  static Map<String, PayloadValue> payload(Map<String, Value> kept) {
    Map<String, PayloadValue> payload = new HashMap<>();
    kept.forEach((key, value) -> {
      if (!key.startsWith("_")) {
        payload.put(key, PointValues.decode(value));
      }
    });
    return payload;
  }

  private static <T> T readable(PointId id, Supplier<T> read) {
    try {
      return read.get();
    } catch (MemoryException | IllegalArgumentException | DateTimeException e) {
      throw damaged(id, e);
    } catch (java.util.NoSuchElementException e) {
      throw damaged(id, e);
    }
  }

  private static MemoryException damaged(PointId id, RuntimeException cause) {
    return new MemoryException(
        ErrorKind.CORRUPT,
        "point "
            + id.getUuid()
            + " of the collection cannot be read, somebody else has written or changed it: "
            + cause.getMessage(),
        cause);
  }

  private static Namespace namespace(Map<String, Value> kept) {
    return Namespace.parse(text(kept, FieldPaths.NAMESPACE));
  }

  private static String text(Map<String, Value> kept, String key) {
    Value value = kept.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value.getStringValue();
  }

  private static Optional<PayloadValue> reserved(Map<String, Value> kept, ReservedField field) {
    return Optional.ofNullable(kept.get(FieldPaths.reserved(field))).map(PointValues::decode);
  }

  private static String parent(Map<String, Value> kept) {
    return ((PayloadValue.Text) reserved(kept, ReservedField.PARENT).orElseThrow()).value();
  }

  private static int part(Map<String, Value> kept) {
    return (int) number(reserved(kept, ReservedField.PART).orElseThrow());
  }

  private static Optional<Long> sequence(Map<String, Value> kept) {
    return reserved(kept, ReservedField.SEQUENCE).map(RecordPoints::number);
  }

  private static long number(PayloadValue value) {
    return ((PayloadValue.Int64) value).value();
  }

  private static Optional<Instant> moment(Map<String, Value> kept, ReservedField field) {
    return reserved(kept, field).map(value -> ((PayloadValue.Moment) value).value());
  }

  private Map<String, DenseVector> dense(Projection projection, Map<String, VectorOutput> vectors) {
    Map<String, DenseVector> dense = new HashMap<>();
    if (projection.dense()) {
      for (String name : spec.denseVectors().keySet()) {
        VectorOutput vector = vectors.get(Vectors.dense(name));
        if (vector != null) {
          dense.put(name, Vectors.dense(vector));
        }
      }
    }
    return dense;
  }

  private Map<String, SparseVector> sparse(
      Projection projection, Map<String, VectorOutput> vectors) {
    Map<String, SparseVector> sparse = new HashMap<>();
    if (projection.sparse()) {
      for (String name : spec.sparseVectors()) {
        VectorOutput vector = vectors.get(Vectors.sparse(name));
        sparse.put(name, vector == null ? SparseVector.empty() : Vectors.sparse(vector));
      }
    }
    return sparse;
  }
}
