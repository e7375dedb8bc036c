package dev.recollect.backend.qdrant;

import io.qdrant.client.grpc.Collections.BinaryQuantization;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import java.util.Optional;

/**
 * How collections are created, and searched.
 *
 * @param connections neighbours of a node of the HNSW graph
 * @param build candidates when a vector is added to the graph
 * @param search candidates in a search of the graph
 * @param quantization what the graph compares, beside the vectors themselves
 * @param vectorsOnDisk whether vectors are read from disk, not from memory
 * @param payloadOnDisk whether payloads are
 * @param shards parts of a collection that can lie on different nodes
 * @param replicas copies of each part
 */
record IndexConfig(
    int connections,
    int build,
    int search,
    Quantization quantization,
    boolean vectorsOnDisk,
    boolean payloadOnDisk,
    int shards,
    int replicas) {

  /** Smaller vectors that lead to candidates, which are then compared in full precision. */
  enum Quantization {
    NONE,
    SCALAR,
    BINARY;

    /** Returns what a collection is created with. */
    Optional<QuantizationConfig> config() {
      return switch (this) {
        case NONE -> Optional.empty();
        case SCALAR ->
            Optional.of(
                QuantizationConfig.newBuilder()
                    .setScalar(
                        ScalarQuantization.newBuilder()
                            .setType(QuantizationType.Int8)
                            .setAlwaysRam(true))
                    .build());
        case BINARY ->
            Optional.of(
                QuantizationConfig.newBuilder()
                    .setBinary(BinaryQuantization.newBuilder().setAlwaysRam(true))
                    .build());
      };
    }

    /** Returns how many times k candidates are compared in full precision. */
    double oversampling() {
      return this == BINARY ? 3 : 2;
    }
  }
}
