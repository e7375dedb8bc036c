package dev.recollect.benchmarks.synthetic;

import java.util.Arrays;

/** Times of one thing done again and again. Not thread-safe. */
public final class Timings {

  private long[] nanos = new long[64];
  private int count;

  /** Something that is timed. */
  public interface Work {

    /** Does it. */
    void run() throws Exception;
  }

  /** Does the work and notes how long it took. */
  public void time(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = System.nanoTime() - begin;
  }

  /** Returns the time that a share of the runs did not exceed, in milliseconds. */
  public double percentile(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(count - 1) * percent / 100] / 1e6;
  }

  /** Returns the sum of all times in seconds. */
  public double seconds() {
    return Arrays.stream(nanos, 0, count).sum() / 1e9;
  }
}
