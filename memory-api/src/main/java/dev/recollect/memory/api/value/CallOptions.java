package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take and how it can be abandoned. Immutable; the token in it is thread-safe.
 *
 * <p>The deadline is a moment on the monotonic clock of this process, so one object may be passed
 * down through several calls and bounds them together.
 */
public final class CallOptions {

  private static final CallOptions NONE = new CallOptions(null, new CancellationToken());

  private final @Nullable Long deadlineNanos;
  private final CancellationToken cancellation;

  private CallOptions(@Nullable Long deadlineNanos, CancellationToken cancellation) {
    this.deadlineNanos = deadlineNanos;
    this.cancellation = cancellation;
  }

  /** Returns options without a deadline that nobody can cancel. */
  public static CallOptions none() {
    return NONE;
  }

  /** Returns options whose deadline lies the given time from now. */
  public static CallOptions within(Duration timeout) {
    return NONE.withTimeout(timeout);
  }

  /**
   * Returns these options with a deadline at the given time from now, or the present one if that is
   * sooner.
   */
  public CallOptions withTimeout(Duration timeout) {
    long nanos =
        timeout.compareTo(Duration.ofDays(365)) > 0
            ? Duration.ofDays(365).toNanos()
            : timeout.toNanos();
    long candidate = System.nanoTime() + nanos;
    boolean sooner = deadlineNanos == null || candidate - deadlineNanos < 0;
    return sooner ? new CallOptions(candidate, cancellation) : this;
  }

  /** Returns these options with a token that cancels the call. */
  public CallOptions withCancellation(CancellationToken token) {
    return new CallOptions(deadlineNanos, token);
  }

  /** Returns the token that cancels the call. */
  public CancellationToken cancellation() {
    return cancellation;
  }

  /**
   * Returns the time left, zero or negative when the deadline has passed; empty without a deadline.
   */
  public Optional<Duration> remaining() {
    return deadlineNanos == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(deadlineNanos - System.nanoTime()));
  }

  /**
   * Returns normally while the call may go on.
   *
   * @throws MemoryException CANCELLED or DEADLINE
   */
  public void check() {
    if (cancellation.isCancelled()) {
      throw new MemoryException(ErrorKind.CANCELLED, "the call was cancelled by its caller");
    }
    if (deadlineNanos != null && deadlineNanos - System.nanoTime() <= 0) {
      throw new MemoryException(ErrorKind.DEADLINE, "the deadline of the call has passed");
    }
  }
}
