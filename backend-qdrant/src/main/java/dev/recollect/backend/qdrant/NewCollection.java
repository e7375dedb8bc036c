package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.spi.CollectionSpec;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a collection is created with. */
final class NewCollection {

  private NewCollection() {}

  static CreateCollection request(String physical, CollectionSpec spec, IndexConfig index) {
    CreateCollection.Builder request =
        CreateCollection.newBuilder()
            .setCollectionName(physical)
            .setVectorsConfig(vectors(spec, index))
            .setSparseVectorsConfig(sparse(spec))
            .setHnswConfig(
                HnswConfigDiff.newBuilder().setM(index.connections()).setEfConstruct(index.build()))
            .setOnDiskPayload(index.payloadOnDisk())
            .setShardNumber(index.shards())
            .setReplicationFactor(index.replicas())
            // A read may go to any copy, and must see what was written.
            .setWriteConsistencyFactor(index.replicas())
            .putAllMetadata(CollectionMetadata.of(spec));
    index.quantization().config().ifPresent(request::setQuantizationConfig);
    return request.build();
  }

  static VectorsConfig vectors(CollectionSpec spec, IndexConfig index) {
    VectorParamsMap.Builder dense = VectorParamsMap.newBuilder();
    spec.denseVectors()
        .forEach((name, dimension) ->
            dense.putMap(
                Vectors.dense(name),
                VectorParams.newBuilder()
                    .setSize(dimension)
                    .setDistance(Distance.Cosine)
                    .setOnDisk(index.vectorsOnDisk())
                    .build()));
    return VectorsConfig.newBuilder().setParamsMap(dense).build();
  }

  /** The weights are core's, so Qdrant adds none of its own. */
  private static SparseVectorConfig sparse(CollectionSpec spec) {
    SparseVectorConfig.Builder sparse = SparseVectorConfig.newBuilder();
    spec.sparseVectors()
        .forEach(
            name -> sparse.putMap(Vectors.sparse(name), SparseVectorParams.getDefaultInstance()));
    return sparse.build();
  }

  /** Returns names, sizes and distances as text, in which they are compared. */
  static String describe(VectorsConfig config) {
    return new TreeMap<>(config.getParamsMap().getMapMap())
        .entrySet().stream()
            .map(vector ->
                vector.getKey()
                    + " ("
                    + vector.getValue().getSize()
                    + ", "
                    + vector.getValue().getDistance()
                    + ")")
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
