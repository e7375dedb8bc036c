package dev.recollect.memory.tck.contract;

import java.util.function.IntConsumer;

/**
 * How much of the long checks a run does. The system property {@code test.repetitions} says how
 * often faults are caused, 10 if it is not set; from 100 on everything is done in full.
 */
final class Repetitions {

  private static final int FULL = 100;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private Repetitions() {}

  /** Returns how often a fault is to be caused that takes about a second. */
  static int ofFaults() {
    return Integer.getInteger("test.repetitions", 10);
  }

  /**
   * Does a tenth of something, and the rest too in a full run or if the tenth took at most a
   * second.
   *
   * @param part does so many of it
   * @return how many were done
   */
  static int run(int all, IntConsumer part) {
    long begin = System.nanoTime();
    part.accept(all / 10);
    if (ofFaults() < FULL && System.nanoTime() - begin > SECOND_NANOS) {
      return all / 10;
    }
    part.accept(all - all / 10);
    return all;
  }
}
