package dev.recollect.memory.tck.contract;

import java.util.function.IntConsumer;

/**
 * How much of the long checks a run does. The system property {@code test.repetitions} says how
 * often faults are caused, 10 if not set; from 100 on everything is done in full.
 */
final class Repetitions {

  private static final int FULL = 100;
  private static final long ENOUGH_NANOS = 2_000_000_000L;

  private Repetitions() {}

  /** Returns how often a fault is caused that takes about a second. */
  static int ofFaults() {
    return Integer.getInteger("test.repetitions", 10);
  }

  /**
   * Does steps 0, 1, 2 …: all of them in a full run or where a tenth took at most two seconds,
   * otherwise that tenth.
   *
   * @return how many were done
   */
  static int run(int all, IntConsumer step) {
    long begin = System.nanoTime();
    int tenth = Math.max(1, all / 10);
    for (int number = 0; number < all; number++) {
      boolean slow = System.nanoTime() - begin > ENOUGH_NANOS;
      if (number == tenth && slow && ofFaults() < FULL) {
        return number;
      }
      step.accept(number);
    }
    return all;
  }
}
