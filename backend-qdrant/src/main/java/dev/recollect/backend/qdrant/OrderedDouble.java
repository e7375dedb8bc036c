package dev.recollect.backend.qdrant;

/**
 * A double as a long in the order of doubles, and that in two halves: Qdrant may lose the last bit
 * of a double and compares whole numbers as doubles, which count exactly up to 2^53 only.
 */
final class OrderedDouble {

  /** The largest lower half. */
  static final long LARGEST_LOW = 0xffffffffL;

  private OrderedDouble() {}

  /** Returns the long of a double. */
  static long of(double value) {
    return turned(Double.doubleToLongBits(value));
  }

  /** Returns the signed upper half of a long. */
  static long high(long order) {
    return order >> 32;
  }

  /** Returns the unsigned lower half of a long. */
  static long low(long order) {
    return order & LARGEST_LOW;
  }

  /** Returns the double of two halves. */
  static double of(long high, long low) {
    return Double.longBitsToDouble(turned(high << 32 | low));
  }

  private static long turned(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
