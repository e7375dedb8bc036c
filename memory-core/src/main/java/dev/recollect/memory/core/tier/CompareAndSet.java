package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Repeats a read-change-commit for as long as somebody else's commit comes in between. */
final class CompareAndSet {

  // Each conflict means that another commit succeeded, so a caller that loses this often is one of
  // very many; it then gets the CONFLICT and may decide for itself.
  private static final int ATTEMPTS = 1_000;
  private static final int LONGEST_PAUSE_MICROS = 5_000;

  private CompareAndSet() {}

  /**
   * Returns what the first attempt without CONFLICT returns.
   *
   * @param attempt reads anew, changes, commits; throws CONFLICT if the state had changed
   * @throws MemoryException what an attempt throws; CONFLICT when none of very many succeeded
   */
  static <T> T repeat(CallOptions options, Supplier<T> attempt) {
    for (int failed = 1; ; failed++) {
      options.check();
      try {
        return attempt.get();
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.CONFLICT || failed == ATTEMPTS) {
          throw e;
        }
      }
      pause(failed);
    }
  }

  /** Random and growing, so that the losers of one round do not meet again in the next. */
  private static void pause(int failed) {
    int longest = Math.min(LONGEST_PAUSE_MICROS, 50 * failed);
    int micros = ThreadLocalRandom.current().nextInt(longest + 1);
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    if (Thread.currentThread().isInterrupted()) {
      throw new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted");
    }
  }
}
