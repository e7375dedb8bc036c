package dev.recollect.memory.api.error;

/** What kind of fault a {@link MemoryException} reports; the kind decides who can mend it. */
public enum ErrorKind {
  /** The caller passed something that can never be right. */
  INVALID(false),
  /** A named thing does not exist. */
  NOT_FOUND(false),
  /** Somebody else changed or holds what the caller wanted to change; read again, then retry. */
  CONFLICT(true),
  /** The store or model declares that it cannot do this. */
  UNSUPPORTED(false),
  /** A documented limit was exceeded; the message names the limit and the value. */
  LIMIT(false),
  /** The configuration is wrong; the message lists every fault and the right spelling. */
  CONFIGURATION(false),
  /** A credential is missing, wrong or not allowed to do this. */
  AUTHENTICATION(false),
  /** A server or resource does not answer at the moment. */
  UNAVAILABLE(true),
  /** The deadline of the call passed before it ended. */
  DEADLINE(true),
  /** The caller cancelled or interrupted the call. */
  CANCELLED(false),
  /** Stored data was written with another identity, schema or version. */
  INCOMPATIBLE(false),
  /** Stored data is damaged. */
  CORRUPT(false),
  /** A fault of Recollect or of one of its extensions. */
  INTERNAL(false);

  private final boolean retryable;

  ErrorKind(boolean retryable) {
    this.retryable = retryable;
  }

  /** Returns whether the same call may succeed later without a change by the caller. */
  public boolean retryable() {
    return retryable;
  }
}
