package dev.recollect.memory.api.model;

import dev.recollect.memory.api.value.CallOptions;
import java.util.List;

/**
 * Turns text into vectors that are near when the texts mean the same. Thread-safe.
 *
 * <p>A vector is a function of its text alone: never of what else is in the same call.
 */
public interface EmbeddingModel extends AutoCloseable {

  /** Returns what the vectors depend on; always the same. */
  EmbeddingIdentity identity();

  /**
   * Returns how many tokens the model reads at once; longer texts are embedded in parts and
   * averaged.
   */
  int maximumTokens();

  /** Returns how many tokens the model reads a text as, without start and end marks. */
  int countTokens(String text);

  /**
   * Returns one vector a text, in order, each of {@link EmbeddingIdentity#dimension()} finite
   * numbers and length 1.
   *
   * @param texts storable texts, none empty
   * @throws dev.recollect.memory.api.error.MemoryException INVALID for an empty text, UNAVAILABLE,
   *     DEADLINE, CANCELLED
   */
  List<float[]> embed(List<String> texts, CallOptions options);

  @Override
  void close();
}
