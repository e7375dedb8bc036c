package dev.recollect.memory.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Recollect: a {@linkplain #kind() kind}, whether the call is {@linkplain
 * #retryable() worth retrying}, and for writes {@linkplain #outcome() what was written}.
 *
 * <p>The message says what was wrong and what would be right. It never contains a secret.
 */
public final class MemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final transient WriteOutcome outcome;

  /**
   * Creates an exception for a call that wrote nothing.
   *
   * @param kind the kind of fault
   * @param message what was wrong and what would be right
   */
  public MemoryException(ErrorKind kind, String message) {
    this(kind, message, new WriteOutcome.NotApplied(), null);
  }

  /**
   * Creates an exception for a call that wrote nothing, with its cause.
   *
   * @param kind the kind of fault
   * @param message what was wrong and what would be right
   * @param cause what led to this, or null
   */
  public MemoryException(ErrorKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, new WriteOutcome.NotApplied(), cause);
  }

  /**
   * Creates an exception.
   *
   * @param kind the kind of fault
   * @param message what was wrong and what would be right
   * @param outcome what had been written
   * @param cause what led to this, or null
   */
  public MemoryException(
      ErrorKind kind, String message, WriteOutcome outcome, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.outcome = outcome;
  }

  /** Returns an {@link ErrorKind#INVALID} error. */
  public static MemoryException invalid(String message) {
    return new MemoryException(ErrorKind.INVALID, message);
  }

  /** Returns an {@link ErrorKind#LIMIT} error. */
  public static MemoryException limit(String message) {
    return new MemoryException(ErrorKind.LIMIT, message);
  }

  /** Returns an {@link ErrorKind#NOT_FOUND} error. */
  public static MemoryException notFound(String message) {
    return new MemoryException(ErrorKind.NOT_FOUND, message);
  }

  /** Returns an {@link ErrorKind#CONFLICT} error of a call that wrote nothing. */
  public static MemoryException conflict(String message) {
    return new MemoryException(ErrorKind.CONFLICT, message);
  }

  /** Returns the same fault with another outcome; the stack trace is kept as the cause. */
  public MemoryException withOutcome(WriteOutcome newOutcome) {
    return new MemoryException(kind, String.valueOf(getMessage()), newOutcome, this);
  }

  /** Returns the kind of fault. */
  public ErrorKind kind() {
    return kind;
  }

  /** Returns whether the same call may succeed later without a change by the caller. */
  public boolean retryable() {
    return kind.retryable();
  }

  /** Returns what the failed call had written. */
  public WriteOutcome outcome() {
    return outcome;
  }
}
