package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.FloatBuffer;
import java.util.Locale;

/** How the vectors of a text's tokens become one. */
enum Pooling {
  /** The mean of all of them, start and end marks included, as sentence-transformers does. */
  MEAN,
  /** That of the first token, which is the start mark. */
  CLS;

  /**
   * Returns the pooling that a setting names.
   *
   * @throws MemoryException CONFIGURATION naming those there are
   */
  static Pooling named(String key, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "mean" -> MEAN;
      case "cls" -> CLS;
      default ->
          throw new MemoryException(
              ErrorKind.CONFIGURATION, key + " is '" + text + "'; it must be mean or cls");
    };
  }

  /** Returns the name by which settings and identities know it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns one vector for those of the tokens.
   *
   * @param tokens the tokens' vectors, one after the other
   * @param dimension numbers of a vector
   */
  float[] pool(FloatBuffer tokens, int dimension) {
    float[] pooled = new float[dimension];
    tokens.get(pooled);
    while (this == MEAN && tokens.hasRemaining()) {
      for (int index = 0; index < dimension; index++) {
        pooled[index] += tokens.get();
      }
    }
    // Of a mean only the direction matters: the vector is scaled to length 1 anyhow.
    return pooled;
  }
}
