package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.SparseVector;

/** One way of ranking in a search: by one named vector. */
public sealed interface Leg {

  /** Returns the name of the vector. */
  String vector();

  /** Returns how many candidates are wanted, 1 to {@link Limits#TOP_K}. */
  int topK();

  /**
   * Ranks all records by cosine.
   *
   * @param vector name of a dense vector
   * @param query what to compare with
   * @param topK how many candidates are wanted
   */
  record Dense(String vector, DenseVector query, int topK) implements Leg {
    /** Checks the number. */
    public Dense {
      requireTopK(topK);
    }
  }

  /**
   * Ranks the records that share a term with the query by dot product.
   *
   * @param vector name of a sparse vector
   * @param query what to multiply with; an empty one has no candidates
   * @param topK how many candidates are wanted
   */
  record Sparse(String vector, SparseVector query, int topK) implements Leg {
    /** Checks the number. */
    public Sparse {
      requireTopK(topK);
    }
  }

  private static void requireTopK(int topK) {
    if (topK < 1 || topK > Limits.TOP_K) {
      throw MemoryException.limit(
          "top-k of a leg is " + topK + "; it must be 1 to " + Limits.TOP_K);
    }
  }
}
