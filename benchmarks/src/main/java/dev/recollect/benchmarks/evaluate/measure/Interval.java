package dev.recollect.benchmarks.evaluate.measure;

/**
 * An interval in which the mean over all queries of the kind lies with 95 %.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /** Returns whether a number lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
