package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import io.qdrant.client.grpc.Collections.BoolIndexParams;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.DatetimeIndexParams;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.PointsGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The indexes of payloads: one for every path that a condition can name, since Qdrant in strict
 * mode refuses conditions on others.
 */
final class CollectionIndexes {

  /** Long enough for an index over millions of records. */
  private static final Duration UNHURRIED = Duration.ofHours(2);

  private final Calls calls;

  CollectionIndexes(Calls calls) {
    this.calls = calls;
  }

  /** Creates the indexes that are missing; whoever does it at the same time does no harm. */
  void complete(String physical, CollectionInfo info, CollectionSpec spec) {
    Map<String, PayloadSchemaType> missing = new TreeMap<>(FieldPaths.indexed(spec));
    missing.keySet().removeAll(info.getPayloadSchemaMap().keySet());
    missing.forEach((path, type) -> create(physical, path, type));
  }

  private void create(String physical, String path, PayloadSchemaType type) throws MemoryException {
    calls.write(
        CallOptions.within(UNHURRIED),
        PointsGrpc.getCreateFieldIndexMethod(),
        CreateFieldIndexCollection.newBuilder()
            .setCollectionName(physical)
            .setWait(true)
            .setFieldName(path)
            .setFieldType(fieldType(type))
            .setFieldIndexParams(parameters(path, type))
            .build());
  }

  private static FieldType fieldType(PayloadSchemaType type) {
    return switch (type) {
      case Integer -> FieldType.FieldTypeInteger;
      case Bool -> FieldType.FieldTypeBool;
      case Datetime -> FieldType.FieldTypeDatetime;
      default -> FieldType.FieldTypeKeyword;
    };
  }

  /**
   * Only namespaces get edges of their own in the HNSW graph: each further index would cost another
   * pass over all vectors when the graph is built.
   */
  private static PayloadIndexParams parameters(String path, PayloadSchemaType type) {
    PayloadIndexParams.Builder parameters = PayloadIndexParams.newBuilder();
    return switch (type) {
      case Integer ->
          parameters
              .setIntegerIndexParams(
                  IntegerIndexParams.newBuilder()
                      .setLookup(true)
                      .setRange(true)
                      .setEnableHnsw(false))
              .build();
      case Bool ->
          parameters.setBoolIndexParams(BoolIndexParams.newBuilder().setEnableHnsw(false)).build();
      case Datetime ->
          parameters
              .setDatetimeIndexParams(DatetimeIndexParams.newBuilder().setEnableHnsw(false))
              .build();
      default ->
          parameters
              .setKeywordIndexParams(
                  path.equals(FieldPaths.NAMESPACE)
                      ? KeywordIndexParams.newBuilder().setIsTenant(true)
                      : KeywordIndexParams.newBuilder().setEnableHnsw(false))
              .build();
    };
  }
}
