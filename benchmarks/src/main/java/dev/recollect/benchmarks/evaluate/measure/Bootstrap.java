package dev.recollect.benchmarks.evaluate.measure;

import java.util.Arrays;
import java.util.Random;

/**
 * Intervals by the percentile bootstrap over queries (Efron 1979): queries are drawn with
 * replacement, as many as there are, and the mean of each draw is taken. Immutable.
 *
 * <p>Deterministic: {@link Random} is specified to the bit, and the seed is given.
 *
 * @param resamples how many draws, from 1
 * @param seed of the generator
 */
public record Bootstrap(int resamples, long seed) {

  private static final double TAIL = 0.025;

  /** What is used where nothing else is said. */
  public static final Bootstrap STANDARD = new Bootstrap(10_000, 20_261_121);

  /**
   * Returns the interval of the mean of each column.
   *
   * @param rows the numbers of each query, at least one row, all of the same length
   */
  public Interval[] intervals(double[][] rows) {
    double[][] means = means(rows);
    return Arrays.stream(means).map(Bootstrap::interval).toArray(Interval[]::new);
  }

  /** Returns the means by column and draw: one draw serves all columns. */
  private double[][] means(double[][] rows) {
    Random random = new Random(seed);
    double[][] means = new double[rows[0].length][resamples];
    for (int draw = 0; draw < resamples; draw++) {
      for (int count = 0; count < rows.length; count++) {
        double[] row = rows[random.nextInt(rows.length)];
        for (int column = 0; column < row.length; column++) {
          means[column][draw] += row[column] / rows.length;
        }
      }
    }
    return means;
  }

  private static Interval interval(double[] means) {
    Arrays.sort(means);
    return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL));
  }

  /** Returns a quantile of sorted numbers, interpolated between the two nearest. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
