package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.support.CallBatches;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.List;

/** The writes of one collection that concern whole records. Every write waits until it is there. */
final class RecordWriter {

  /** One request deletes so many by their ids. */
  private static final int DELETED = 5_000;

  private final Calls calls;
  private final String physical;
  private final RecordPoints points;
  private final QdrantFilter filters;
  private final CallBatches.Size<PointStruct> most;
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
    this.most =
        new CallBatches.Size<>(batch.records(), batch.bytes(), PointStruct::getSerializedSize);
    this.sizes = sizes;
  }

  void upsert(List<MemoryRecord> records, CallOptions options) {
    CallBatches.ofRecords(records, points::point, most)
        .forEach(batch -> {
          calls.write(options, PointsGrpc.getUpsertMethod(), upsert(batch));
          sizes.written(batch.size());
        });
  }

  private UpsertPoints upsert(List<PointStruct> next) {
    return UpsertPoints.newBuilder()
        .setCollectionName(physical)
        .setWait(true)
        .addAllPoints(next)
        .build();
  }

  void delete(Namespace namespace, Selection selection, CallOptions options) {
    switch (selection) {
      case Selection.Ids(List<String> ids) -> delete(namespace, ids, options);
      case Selection.Matching(Filter filter) ->
          delete(
              PointsSelector.newBuilder().setFilter(filters.of(List.of(namespace), filter)),
              options);
    }
  }

  private void delete(Namespace namespace, List<String> ids, CallOptions options) {
    CallBatches.ofIds(ids, DELETED)
        .forEach(batch -> {
          PointsIdsList.Builder list = PointsIdsList.newBuilder();
          batch.forEach(id -> list.addIds(PointIds.of(namespace, id)));
          delete(PointsSelector.newBuilder().setPoints(list), options);
        });
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
