package dev.recollect.agent.context;

/**
 * How many tokens a provider counts where we count one. Counts of a known tokeniser are right but
 * for what the provider wraps around messages; estimates learn here from the usage that is
 * reported. Not thread-safe.
 */
final class Calibration {

  /** Small requests say little: what is wrapped around them weighs too much. */
  private static final int SMALLEST = 500;

  private static final double LOWEST = 0.8;
  private static final double HIGHEST = 2;
  private static final double PATIENCE = 0.8;

  private double factor = 1;

  /** Returns the factor, from 0.8 to 2. */
  double factor() {
    return factor;
  }

  /** Learns from a request: a higher factor counts at once, a lower one slowly. */
  void observe(int counted, long reported) {
    if (counted < SMALLEST || reported <= 0) {
      return;
    }
    double seen = Math.min(HIGHEST, Math.max(LOWEST, (double) reported / counted));
    factor = seen > factor ? seen : PATIENCE * factor + (1 - PATIENCE) * seen;
  }
}
