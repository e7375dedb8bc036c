package dev.recollect.benchmarks.evaluate.memory;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which memory is opened.
 *
 * @param backend id of a backend, or an instance that the environment configures
 * @param embedding id of the embedding model; null for the configured one
 * @param embeddings folder in which embeddings are kept from run to run; null for none
 * @param home folder of the store, empty or absent, which is kept; null for a temporary one
 * @param recency how age counts in rankings; null for as configured
 */
public record Opening(
    String backend,
    @Nullable String embedding,
    @Nullable Path embeddings,
    @Nullable Path home,
    @Nullable Recency recency) {

  /**
   * How age counts.
   *
   * @param weight of recency beside the weight 1 of relevance
   * @param halfLife after which it counts half
   */
  public record Recency(double weight, Duration halfLife) {}
}
