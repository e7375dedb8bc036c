package dev.recollect.backend.milvus;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.support.CallBatches;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.UpsertRequest;
import java.util.List;
import java.util.Set;

/** The writes of one collection. */
final class RecordWriter {

  /** What one request carries; a server takes messages of up to 64 MiB. */
  private static final CallBatches.Size<MemoryRecord> MOST =
      new CallBatches.Size<>(1_000, 16L * 1024 * 1024, RecordColumns::bytes);

  /** Keys in one expression. */
  private static final int KEYS = 1_000;

  private final Rpc rpc;
  private final String physical;
  private final CollectionSpec spec;
  private final WriteOrder order;
  private final LiteFlush flush;
  private final RecordReader reader;

  RecordWriter(
      Rpc rpc,
      String physical,
      CollectionSpec spec,
      WriteOrder order,
      LiteFlush flush,
      RecordReader reader) {
    this.rpc = rpc;
    this.physical = physical;
    this.spec = spec;
    this.order = order;
    this.flush = flush;
    this.reader = reader;
  }

  void upsert(List<MemoryRecord> records, CallOptions options) {
    CallBatches.ofRecords(records, record -> record, MOST)
        .forEach(batch -> upsertBatch(batch, options));
  }

  private void upsertBatch(List<MemoryRecord> batch, CallOptions options) {
    CallOptions bounded = rpc.bounded(options);
    UpsertRequest request = request(batch);
    List<String> keys =
        batch.stream().map(record -> Keys.record(record.namespace(), record.id())).toList();
    try (WriteOrder.Permit permit = order.share(keys, bounded)) {
      rpc.write(Method.UPSERT, request, bounded, permit);
    }
    flush.written(batch.size());
  }

  /** Every field is in it: Lite keeps the old value of one that is not. */
  private UpsertRequest request(List<MemoryRecord> batch) {
    return UpsertRequest.newBuilder()
        .setCollectionName(physical)
        .setNumRows(batch.size())
        .addAllFieldsData(RecordColumns.of(spec, batch))
        .build();
  }

  /** Reads a record and writes it back changed; returns whether there is one. */
  boolean patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    CallOptions bounded = rpc.bounded(options);
    try (WriteOrder.Permit permit = order.alone(Keys.record(namespace, id), bounded)) {
      List<MemoryRecord> present = reader.fetch(namespace, List.of(id), Projection.ALL, bounded);
      if (present.isEmpty()) {
        return false;
      }
      MemoryRecord changed = patch.applyTo(present.getFirst());
      rpc.write(Method.UPSERT, request(List.of(changed)), bounded, permit);
      flush.written(1);
      return true;
    }
  }

  void delete(Namespace namespace, Selection selection, CallOptions options) {
    switch (selection) {
      case Selection.Ids(List<String> ids) -> delete(namespace, ids, options);
      case Selection.Matching(Filter filter) -> {
        CallOptions bounded = rpc.bounded(options);
        try (WriteOrder.Permit permit = order.shareAll(bounded)) {
          delete(Expression.of(Set.of(namespace), filter), bounded, permit);
        }
      }
    }
  }

  private void delete(Namespace namespace, List<String> ids, CallOptions options) {
    CallOptions bounded = rpc.bounded(options);
    CallBatches.ofIds(ids, KEYS)
        .forEach(batch -> {
          List<String> keys = batch.stream().map(id -> Keys.record(namespace, id)).toList();
          try (WriteOrder.Permit permit = order.share(keys, bounded)) {
            delete(Expression.keys(keys), bounded, permit);
          }
        });
  }

  private void delete(String expression, CallOptions options, WriteOrder.Permit permit) {
    rpc.write(
        Method.DELETE,
        DeleteRequest.newBuilder()
            .setCollectionName(physical)
            .setExpr(expression)
            .setConsistencyLevel(ConsistencyLevel.Strong)
            .build(),
        options,
        permit);
  }
}
