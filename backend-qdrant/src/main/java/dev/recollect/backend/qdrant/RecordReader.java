package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The reads of one collection that rank nothing. */
final class RecordReader {

  private static final String LISTING = "points";

  private final Calls calls;
  private final String physical;
  private final RecordPoints points;
  private final QdrantFilter filters;
  private final AnswerSizes answers = new AnswerSizes();

  RecordReader(Calls calls, String physical, CollectionSpec spec) {
    this.calls = calls;
    this.physical = physical;
    this.points = new RecordPoints(spec);
    this.filters = new QdrantFilter(spec);
  }

  List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    List<String> uuids =
        new LinkedHashSet<>(ids)
            .stream().map(id -> PointIds.uuid(namespace, id).toString()).toList();
    Map<String, RetrievedPoint> found = new HashMap<>();
    int done = 0;
    while (done < uuids.size()) {
      int start = done;
      AnswerSizes.Asked<List<RetrievedPoint>> part =
          answers.ask(
              projection,
              uuids.size() - done,
              many -> get(uuids.subList(start, start + many), projection, options));
      answers.note(projection, part.answer());
      part.answer().forEach(point -> found.put(point.getId().getUuid(), point));
      done += part.asked();
    }
    return uuids.stream()
        .map(uuid -> Optional.ofNullable(found.get(uuid)))
        .flatMap(Optional::stream)
        .map(point -> points.record(point, projection))
        .toList();
  }

  private List<RetrievedPoint> get(List<String> uuids, Projection projection, CallOptions options) {
    GetPoints.Builder request =
        GetPoints.newBuilder()
            .setCollectionName(physical)
            .setWithPayload(RecordPoints.payload(projection))
            .setWithVectors(points.vectors(projection));
    uuids.forEach(uuid -> request.addIds(PointId.newBuilder().setUuid(uuid)));
    return calls.read(options, PointsGrpc.getGetMethod(), request.build()).getResultList();
  }

  long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return count(namespaces, filter, true, options);
  }

  /** Returns about how many records namespaces have, as the server estimates it. */
  long estimate(Set<Namespace> namespaces, CallOptions options) {
    return count(namespaces, Filter.all(), false, options);
  }

  private long count(Set<Namespace> namespaces, Filter filter, boolean exact, CallOptions options) {
    return calls
        .read(
            options,
            PointsGrpc.getCountMethod(),
            CountPoints.newBuilder()
                .setCollectionName(physical)
                .setFilter(filters.of(namespaces, filter))
                .setExact(exact)
                .build())
        .getResult()
        .getCount();
  }

  /**
   * Walks the points in the order of their ids, which follow from the records' identities: a record
   * that is deleted and written again comes back to the same place, so no walk meets it twice.
   */
  Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    Optional<PointId> from = place(request.cursor());
    ScrollResponse answer =
        answers
            .ask(
                request.projection(), request.limit(), many -> scroll(request, from, many, options))
            .answer();
    List<RetrievedPoint> found = answer.getResultList();
    answers.note(request.projection(), found);
    int kept = onOnePage(found);
    List<MemoryRecord> items =
        found.subList(0, kept).stream()
            .map(point -> points.record(point, request.projection()))
            .toList();
    if (kept < found.size()) {
      return Page.of(items, cursor(found.get(kept).getId()));
    }
    return answer.hasNextPageOffset()
        ? Page.of(items, cursor(answer.getNextPageOffset()))
        : Page.last(items);
  }

  private ScrollResponse scroll(
      ScanRequest request, Optional<PointId> from, int many, CallOptions options) {
    ScrollPoints.Builder scroll =
        ScrollPoints.newBuilder()
            .setCollectionName(physical)
            .setFilter(filters.of(request.namespaces(), request.filter()))
            .setLimit(many)
            .setWithPayload(RecordPoints.payload(request.projection()))
            .setWithVectors(points.vectors(request.projection()));
    from.ifPresent(scroll::setOffset);
    return calls.read(options, PointsGrpc.getScrollMethod(), scroll.build());
  }

  /** Returns how many records a page has: the last may stand over its edge. */
  private static int onOnePage(List<RetrievedPoint> found) {
    long bytes = 0;
    for (int index = 0; index < found.size(); index++) {
      if (bytes >= AnswerSizes.WANTED) {
        return index;
      }
      bytes += found.get(index).getSerializedSize();
    }
    return found.size();
  }

  private static Cursor cursor(PointId next) {
    return Cursor.of(LISTING, next.getUuid());
  }

  private static Optional<PointId> place(Cursor cursor) {
    if (cursor.isStart()) {
      return Optional.empty();
    }
    String place = cursor.place(LISTING);
    try {
      if (UUID.fromString(place).toString().equals(place)) {
        return Optional.of(PointId.newBuilder().setUuid(place).build());
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw MemoryException.invalid(
        "'" + cursor.token() + "' is no cursor of this store; pass on that of the last page");
  }
}
