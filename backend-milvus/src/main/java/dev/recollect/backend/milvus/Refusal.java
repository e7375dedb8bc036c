package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.MemoryException;
import io.milvus.grpc.Status;
import java.util.Optional;

/** What Milvus answers to a call that it does not do: a number and a reason. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final int NO_COLLECTION = 100;
  static final int NOT_LOADED = 101;

  private final int code;
  private final boolean retriable;

  private Refusal(int code, boolean retriable, String reason) {
    super(reason);
    this.code = code;
    this.retriable = retriable;
  }

  /** Returns what a status refuses, if it is no success. */
  static Optional<Refusal> in(Status status) {
    int code = status.getCode();
    return code == 0
        ? Optional.empty()
        : Optional.of(new Refusal(code, status.getRetriable(), reason(status)));
  }

  private static String reason(Status status) {
    return status.getReason().isEmpty() ? status.getDetail() : status.getReason();
  }

  /** Returns the refusal that led to an error, if one did. */
  static Optional<Refusal> behind(MemoryException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  /** Returns whether a refusal with that number led to an error. */
  static boolean behind(MemoryException error, int code) {
    return behind(error).filter(refusal -> refusal.code == code).isPresent();
  }

  int code() {
    return code;
  }

  boolean retriable() {
    return retriable;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
