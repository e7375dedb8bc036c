package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.util.Arrays;

/** A dense vector, compared by cosine: numbers, or a text of which the store computes them. */
public sealed interface DenseVector {

  /** Returns a vector of numbers; the array is copied. */
  static Values of(float... values) {
    return new Values(values.clone());
  }

  /** Returns a vector that the store computes from a text. */
  static TextToEmbed embed(String text) {
    return new TextToEmbed(text);
  }

  /** Numbers: finite, not all zero. Immutable. */
  final class Values implements DenseVector {
    private final float[] values;

    private Values(float[] values) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw MemoryException.invalid("dense vector contains " + value + "; all must be finite");
        }
      }
      if (length(values) == 0) {
        throw MemoryException.invalid("dense vector is zero; cosine is not defined for it");
      }
      this.values = values;
    }

    /** Returns the number of dimensions, at least 1. */
    public int dimension() {
      return values.length;
    }

    /** Returns a copy of the numbers. */
    public float[] toArray() {
      return values.clone();
    }

    /** Returns the length, computed in double precision; above 0. */
    public double length() {
      return length(values);
    }

    private static double length(float[] values) {
      double squares = 0;
      for (float value : values) {
        squares += (double) value * value;
      }
      return Math.sqrt(squares);
    }

    /**
     * Returns the numbers of the vector of length 1 with the same direction, so with the same
     * cosines, computed in double precision: stores that scale vectors themselves do it in single
     * precision, or not at all for very short ones.
     */
    public float[] toUnitArray() {
      double length = length();
      float[] unit = values.clone();
      for (int index = 0; index < unit.length; index++) {
        unit[index] = (float) (unit[index] / length);
      }
      return unit;
    }

    /**
     * Returns the cosine of the angle to another vector, -1 to 1.
     *
     * @throws MemoryException INVALID if the dimensions differ
     */
    public double cosine(Values other) {
      if (values.length != other.values.length) {
        throw MemoryException.invalid(
            "dimension " + other.values.length + " differs from " + values.length);
      }
      double dot = 0;
      double left = 0;
      double right = 0;
      for (int index = 0; index < values.length; index++) {
        dot += (double) values[index] * other.values[index];
        left += (double) values[index] * values[index];
        right += (double) other.values[index] * other.values[index];
      }
      return dot / Math.sqrt(left * right);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Values that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "DenseVector[" + values.length + "]";
    }
  }

  /**
   * A text that the store embeds; only for stores whose capabilities say so.
   *
   * @param text what to embed, not empty, at most {@link Limits#TEXT_BYTES}
   */
  record TextToEmbed(String text) implements DenseVector {
    /** Checks the text. */
    public TextToEmbed {
      Texts.requireNonEmpty("text to embed", text, Limits.TEXT_BYTES);
    }
  }
}
