package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The writes of one collection that concern whole records. Every write waits until it is there. */
final class RecordWriter {

  /** One request deletes so many by their ids. */
  private static final int DELETED = 5_000;

  private final Calls calls;
  private final String physical;
  private final RecordPoints points;
  private final QdrantFilter filters;
  private final QdrantConfig.BatchSize batch;
  private final NamespaceSizes sizes;

  RecordWriter(
      Calls calls,
      String physical,
      CollectionSpec spec,
      QdrantConfig.BatchSize batch,
      NamespaceSizes sizes) {
    this.calls = calls;
    this.physical = physical;
    this.points = new RecordPoints(spec);
    this.filters = new QdrantFilter(spec);
    this.batch = batch;
    this.sizes = sizes;
  }

  private record Identity(Namespace namespace, String id) {}

  void upsert(List<MemoryRecord> records, CallOptions options) {
    List<MemoryRecord> distinct = distinct(records);
    int done = 0;
    while (done < distinct.size()) {
      List<PointStruct> next = next(distinct, done);
      int end = done + next.size();
      try {
        calls.write(options, PointsGrpc.getUpsertMethod(), upsert(next));
      } catch (MemoryException e) {
        throw failed(e, ids(distinct), done, end);
      }
      sizes.written(next.size());
      done = end;
    }
  }

  /** Of two records of one identity the later is kept. */
  private static List<MemoryRecord> distinct(List<MemoryRecord> records) {
    Map<Identity, MemoryRecord> distinct = new LinkedHashMap<>();
    for (MemoryRecord record : records) {
      distinct.put(new Identity(record.namespace(), record.id()), record);
    }
    return List.copyOf(distinct.values());
  }

  /** Returns the points of the next request. */
  private List<PointStruct> next(List<MemoryRecord> records, int start) {
    List<PointStruct> next = new ArrayList<>();
    long bytes = 0;
    for (int index = start; index < records.size() && next.size() < batch.records(); index++) {
      PointStruct point = points.point(records.get(index));
      bytes += point.getSerializedSize();
      if (bytes > batch.bytes() && !next.isEmpty()) {
        break;
      }
      next.add(point);
    }
    return next;
  }

  private UpsertPoints upsert(List<PointStruct> next) {
    return UpsertPoints.newBuilder()
        .setCollectionName(physical)
        .setWait(true)
        .addAllPoints(next)
        .build();
  }

  private static List<String> ids(List<MemoryRecord> records) {
    return records.stream().map(MemoryRecord::id).toList();
  }

  /** Returns the error of a call whose request for the ids from start to end failed. */
  static MemoryException failed(MemoryException failure, List<String> ids, int start, int end) {
    return start == 0 && end == ids.size()
        ? failure
        : failure.withOutcome(outcome(failure.outcome(), ids, start, end));
  }

  /** An id that is also in another namespace, whose record was not written, may be either. */
  private static WriteOutcome outcome(WriteOutcome failed, List<String> ids, int start, int end) {
    Set<String> applied = new LinkedHashSet<>(ids.subList(0, start));
    Set<String> unwritten = new LinkedHashSet<>(ids.subList(start, ids.size()));
    Set<String> unknown = new LinkedHashSet<>();
    if (!(failed instanceof WriteOutcome.NotApplied)) {
      unknown.addAll(ids.subList(start, end));
    }
    applied.stream().filter(unwritten::contains).forEach(unknown::add);
    applied.removeAll(unwritten);
    return applied.isEmpty() && unknown.isEmpty()
        ? new WriteOutcome.NotApplied()
        : new WriteOutcome.Partial(List.copyOf(applied), List.copyOf(unknown));
  }

  void delete(Namespace namespace, Selection selection, CallOptions options) {
    switch (selection) {
      case Selection.Ids(List<String> ids) ->
          deleteIds(namespace, List.copyOf(new LinkedHashSet<>(ids)), options);
      case Selection.Matching(Filter filter) ->
          delete(
              PointsSelector.newBuilder().setFilter(filters.of(List.of(namespace), filter)),
              options);
    }
  }

  private void deleteIds(Namespace namespace, List<String> ids, CallOptions options) {
    for (int start = 0; start < ids.size(); start += DELETED) {
      int end = Math.min(start + DELETED, ids.size());
      PointsIdsList.Builder list = PointsIdsList.newBuilder();
      ids.subList(start, end).forEach(id -> list.addIds(PointIds.of(namespace, id)));
      try {
        delete(PointsSelector.newBuilder().setPoints(list), options);
      } catch (MemoryException e) {
        throw e.kind() == ErrorKind.NOT_FOUND ? e : failed(e, ids, start, end);
      }
    }
  }

  private void delete(PointsSelector.Builder which, CallOptions options) {
    calls.write(
        options,
        PointsGrpc.getDeleteMethod(),
        DeletePoints.newBuilder()
            .setCollectionName(physical)
            .setWait(true)
            .setPoints(which)
            .build());
  }
}
