package dev.recollect.memory.api.model;

import dev.recollect.memory.api.error.MemoryException;

/**
 * What a vector depends on beside its text: two vectors compare only if all of this is equal.
 *
 * @param model name of the model, for example {@code bge-small-en-v1.5}
 * @param revision revision of the weights or of the artifact that holds them
 * @param quantisation number format of the weights, for example {@code int8-dynamic}
 * @param pooling how token vectors become one, for example {@code cls}
 * @param dimension number of dimensions, from 1
 * @param instruction text put before what is embedded; empty for none
 */
public record EmbeddingIdentity(
    String model,
    String revision,
    String quantisation,
    String pooling,
    int dimension,
    String instruction) {

  /** Checks the dimension. */
  public EmbeddingIdentity {
    if (dimension < 1) {
      throw MemoryException.invalid("embedding dimension is " + dimension + "; it must be above 0");
    }
  }

  @Override
  public String toString() {
    return String.join("/", model, revision, quantisation, pooling, Integer.toString(dimension))
        + (instruction.isEmpty() ? "" : "/" + instruction);
  }
}
