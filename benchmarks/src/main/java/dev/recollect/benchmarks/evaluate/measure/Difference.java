package dev.recollect.benchmarks.evaluate.measure;

/**
 * How two runs differ in one measure, query by query.
 *
 * @param measure its name
 * @param other mean of the other run over the queries of both
 * @param mine mean of this run over the same queries
 * @param interval of the mean difference, this run less the other
 * @param better queries in which this run has more
 * @param worse queries in which it has less
 */
public record Difference(
    String measure, double other, double mine, Interval interval, int better, int worse) {

  /** Returns the mean difference, this run less the other. */
  public double value() {
    return mine - other;
  }

  /** Returns whether the interval leaves out zero: chance alone seldom does that. */
  public boolean clear() {
    return !interval.contains(0);
  }
}
