package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;

/**
 * How a store computes vectors from text.
 *
 * @param identity what the vectors depend on beside the text
 * @param maximumTokens how many tokens the store's model reads at once, at least 1; what is written
 *     is divided so that it fits, by an estimate of the tokens
 */
public record StoreEmbedding(EmbeddingIdentity identity, int maximumTokens) {

  /** Checks the number. */
  public StoreEmbedding {
    if (maximumTokens < 1) {
      throw MemoryException.invalid(
          "the store's model reads " + maximumTokens + " tokens at once; it must be above 0");
    }
  }
}
