package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;

/**
 * How long a call still waits: to its own deadline, and at most the server's timeout from its start
 * or from the last piece of an answer. Not thread-safe.
 */
final class Patience {

  private final CallOptions options;
  private final Duration timeout;
  private final Endpoint endpoint;
  private final String timeoutSetting;
  private long until;

  Patience(CallOptions options, Duration timeout, Endpoint endpoint, String timeoutSetting) {
    this.options = options;
    this.timeout = timeout;
    this.endpoint = endpoint;
    this.timeoutSetting = timeoutSetting;
    renew();
  }

  /** Begins to wait anew, because something came or the caller was busy with what came. */
  void renew() {
    until = System.nanoTime() + timeout.toNanos();
  }

  /** Waits no longer than this from now. */
  void shorten(Duration most) {
    long sooner = System.nanoTime() + most.toNanos();
    if (sooner - until < 0) {
      until = sooner;
    }
  }

  /** Returns the time left; zero or less when it has passed. */
  Duration left() {
    Duration own = Duration.ofNanos(until - System.nanoTime());
    return options.remaining().filter(left -> left.compareTo(own) < 0).orElse(own);
  }

  /** Returns the error of a call whose time has passed. */
  MemoryException passed() {
    boolean callers = options.remaining().filter(left -> left.toNanos() <= 0).isPresent();
    return new MemoryException(
        ErrorKind.DEADLINE,
        endpoint
            + " did not answer "
            + (callers
                ? "before the deadline of the call"
                : "within " + timeout.toMillis() + " ms; " + timeoutSetting + " allows it more"));
  }
}
