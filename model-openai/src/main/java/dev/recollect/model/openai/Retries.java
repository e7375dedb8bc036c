package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Makes attempts until one succeeds, fails for good, or there have been enough.
 *
 * <p>Between two it waits as long as the server asks, otherwise a random part of a time that
 * doubles, so that clients which failed together do not come back together. The client's own
 * retries are switched off: they wait 8 seconds at most whatever the server asks, and know neither
 * deadline nor cancellation. Thread-safe.
 */
final class Retries {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final int most;
  private final Duration first;
  private final DoubleSupplier random;

  /**
   * Creates a policy.
   *
   * @param most attempts after the first
   * @param first longest pause before the second attempt
   */
  Retries(int most, Duration first) {
    this(most, first, () -> ThreadLocalRandom.current().nextDouble());
  }

  Retries(int most, Duration first, DoubleSupplier random) {
    this.most = most;
    this.first = first;
    this.random = random;
  }

  /**
   * Returns what the first successful attempt returns.
   *
   * @param attempt throws {@link ServerFault} if it fails
   * @throws MemoryException the last fault's, CANCELLED, or UNAVAILABLE if a pause would take
   *     longer than the call has time
   */
  <T> T run(Patience patience, CallOptions options, Supplier<T> attempt) {
    for (int tried = 1; ; tried++) {
      try {
        return attempt.get();
      } catch (ServerFault e) {
        if (!e.passing() || tried > most) {
          throw tried == 1 ? e.error() : noted(e.error(), "; it was asked " + tried + " times");
        }
        sleep(pause(e, tried, patience), options);
      }
    }
  }

  private Duration pause(ServerFault fault, int tried, Patience patience) {
    Duration left = patience.left();
    Duration pause = fault.pause().orElseGet(() -> backOff(tried));
    if (pause.compareTo(left) < 0) {
      return pause;
    }
    throw noted(
        fault.error(),
        fault.pause().isPresent()
            ? "; it asks to wait " + text(pause) + ", and the call has " + text(left) + " left"
            : "; the call has no time left to ask again");
  }

  Duration backOff(int tried) {
    long most = Math.min(LONGEST.toNanos(), first.toNanos() << Math.min(tried - 1, 16));
    return Duration.ofNanos((long) (most * random.getAsDouble()));
  }

  private static String text(Duration time) {
    return time.compareTo(Duration.ofSeconds(10)) < 0
        ? Math.max(0, time.toMillis()) + " ms"
        : time.toSeconds() + " s";
  }

  private static MemoryException noted(MemoryException error, String note) {
    return new MemoryException(
        error.kind(), error.getMessage() + note, error.outcome(), error.getCause());
  }

  private static void sleep(Duration pause, CallOptions options) {
    CountDownLatch cancelled = new CountDownLatch(1);
    Runnable forget = options.cancellation().onCancel(cancelled::countDown);
    try {
      if (cancelled.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new MemoryException(ErrorKind.CANCELLED, "the call was cancelled by its caller");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "the thread was interrupted while it waited to ask again", e);
    } finally {
      forget.run();
    }
  }
}
