package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import io.grpc.Status;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes payloads. A change is one operation of the server, which sets and removes keys and leaves
 * all others alone, so changes of different keys do not undo each other.
 */
final class RecordPatcher {

  private final Calls calls;
  private final String physical;

  RecordPatcher(Calls calls, String physical) {
    this.calls = calls;
    this.physical = physical;
  }

  /** Changes a record; returns whether there is one. */
  boolean patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    PointId point = PointIds.of(namespace, id);
    List<RetrievedPoint> present =
        calls
            .read(
                options,
                PointsGrpc.getGetMethod(),
                GetPoints.newBuilder()
                    .setCollectionName(physical)
                    .addIds(point)
                    .setWithPayload(RecordPoints.payload(new Projection(false, true, false, false)))
                    .build())
            .getResultList();
    if (present.isEmpty()) {
      return false;
    }
    requireRoom(RecordPoints.payload(present.getFirst().getPayloadMap()), patch);
    Map<String, Value> change = change(patch);
    return change.isEmpty() || set(point, change, options);
  }

  /** A payload that two processes have made too large at once can still be made smaller. */
  private static void requireRoom(Map<String, PayloadValue> present, Patch patch) {
    Map<String, PayloadValue> after = new HashMap<>(present);
    after.keySet().removeAll(patch.removed());
    after.putAll(patch.set());
    long bytes = bytes(after);
    if (bytes > Limits.PAYLOAD_BYTES && bytes >= bytes(present)) {
      throw MemoryException.limit(
          "payload would have "
              + bytes
              + " bytes; at most "
              + Limits.PAYLOAD_BYTES
              + " are allowed. Nothing was changed.");
    }
  }

  private static long bytes(Map<String, PayloadValue> payload) {
    long bytes = 0;
    for (Map.Entry<String, PayloadValue> entry : payload.entrySet()) {
      bytes += entry.getKey().length() + (long) entry.getValue().bytes();
    }
    return bytes;
  }

  /** Setting a key to null removes it, in the same operation. */
  private static Map<String, Value> change(Patch patch) {
    Map<String, Value> change = new HashMap<>();
    patch.removed().forEach(key -> change.put(key, PointValues.NULL));
    patch.set().forEach((key, value) -> change.put(key, PointValues.encode(value)));
    patch
        .validFrom()
        .map(PayloadValue::of)
        .ifPresent(value ->
            change.put(FieldPaths.reserved(ReservedField.VALID_FROM), PointValues.encode(value)));
    patch
        .validTo()
        .map(PayloadValue::of)
        .ifPresent(value ->
            change.put(FieldPaths.reserved(ReservedField.VALID_TO), PointValues.encode(value)));
    return change;
  }

  private boolean set(PointId point, Map<String, Value> change, CallOptions options) {
    try {
      calls.write(
          options,
          PointsGrpc.getSetPayloadMethod(),
          SetPayloadPoints.newBuilder()
              .setCollectionName(physical)
              .setWait(true)
              .putAllPayload(change)
              .setPointsSelector(
                  PointsSelector.newBuilder().setPoints(PointsIdsList.newBuilder().addIds(point)))
              .build());
      return true;
    } catch (MemoryException e) {
      // Deleted since it was read.
      if (GrpcFaults.is(e, Status.Code.NOT_FOUND) && !GrpcFaults.dropped(e)) {
        return false;
      }
      throw e;
    }
  }
}
