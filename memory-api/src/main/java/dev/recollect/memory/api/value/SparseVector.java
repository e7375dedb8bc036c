package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.util.Arrays;

/**
 * Terms with weights, compared by dot product: a text analysed and weighed by core, or the query
 * for it. Immutable.
 *
 * <p>Terms are unsigned 32-bit numbers, ascending and distinct, never 0 or 2^32-1 (stores keep
 * those for themselves). Weights are finite and above zero. May be empty.
 */
public final class SparseVector {

  private static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

  private final int[] terms;
  private final float[] weights;

  private SparseVector(int[] terms, float[] weights) {
    this.terms = terms;
    this.weights = weights;
  }

  /** Returns a vector without terms. */
  public static SparseVector empty() {
    return EMPTY;
  }

  /**
   * Returns a vector of the given terms; both arrays are copied.
   *
   * @throws MemoryException INVALID if the lengths differ, a term is reserved or out of order, or a
   *     weight is not finite and positive; LIMIT above {@link Limits#SPARSE_TERMS}
   */
  public static SparseVector of(int[] terms, float[] weights) {
    if (terms.length != weights.length) {
      throw MemoryException.invalid(
          "sparse vector has " + terms.length + " terms and " + weights.length + " weights");
    }
    if (terms.length > Limits.SPARSE_TERMS) {
      throw MemoryException.limit(
          "sparse vector has " + terms.length + " terms; at most " + Limits.SPARSE_TERMS);
    }
    for (int index = 0; index < terms.length; index++) {
      requireTerm(terms, index);
      requireWeight(weights[index]);
    }
    return new SparseVector(terms.clone(), weights.clone());
  }

  private static void requireTerm(int[] terms, int index) {
    if (terms[index] == 0 || terms[index] == -1) {
      throw MemoryException.invalid("sparse terms 0 and 2^32-1 are reserved");
    }
    if (index > 0 && Integer.compareUnsigned(terms[index - 1], terms[index]) >= 0) {
      throw MemoryException.invalid("sparse terms must ascend as unsigned numbers, each once");
    }
  }

  private static void requireWeight(float weight) {
    if (!(weight > 0) || Float.isInfinite(weight)) {
      throw MemoryException.invalid("sparse weight " + weight + " must be finite and above zero");
    }
  }

  /** Returns the number of terms. */
  public int size() {
    return terms.length;
  }

  /** Returns the term at an index, to be read as unsigned. */
  public int term(int index) {
    return terms[index];
  }

  /** Returns the weight at an index. */
  public float weight(int index) {
    return weights[index];
  }

  /** Returns a copy of the terms. */
  public int[] terms() {
    return terms.clone();
  }

  /** Returns a copy of the weights. */
  public float[] weights() {
    return weights.clone();
  }

  /** Returns the sum of the products of the weights of common terms. */
  public double dot(SparseVector other) {
    double sum = 0;
    int left = 0;
    int right = 0;
    while (left < terms.length && right < other.terms.length) {
      int order = Integer.compareUnsigned(terms[left], other.terms[right]);
      if (order == 0) {
        sum += (double) weights[left++] * other.weights[right++];
      } else if (order < 0) {
        left++;
      } else {
        right++;
      }
    }
    return sum;
  }

  /** Returns whether the two have a term in common. */
  public boolean intersects(SparseVector other) {
    return dot(other) > 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseVector that
        && Arrays.equals(terms, that.terms)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(terms) + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "SparseVector[" + terms.length + " terms]";
  }
}
