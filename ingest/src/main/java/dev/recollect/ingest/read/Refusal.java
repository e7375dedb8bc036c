package dev.recollect.ingest.read;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import org.jspecify.annotations.Nullable;

/** The reason why a file is not read: a predicate whose subject is the file. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final String reason;

  Refusal(ErrorKind kind, String reason) {
    this(kind, reason, null);
  }

  Refusal(ErrorKind kind, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
    this.reason = reason;
  }

  static Refusal invalid(String reason) {
    return new Refusal(ErrorKind.INVALID, reason);
  }

  static Refusal noText() {
    return invalid("has no text");
  }

  /** Returns the error to show: one line that begins with the name of the file. */
  MemoryException of(String name) {
    return new MemoryException(kind, name + " " + reason, getCause());
  }
}
