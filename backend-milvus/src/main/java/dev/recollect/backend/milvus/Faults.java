package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains faults of the connection and refusals of the server.
 *
 * @param address the server as users know it
 */
record Faults(String address) {

  /** Not ready, unavailable, short of memory or requests, limited, denied, being loaded. */
  private static final Set<Integer> PASSING = Set.of(2, 3, 4, 8, 9, 101, 103, 106);

  private static final Set<Integer> LOGIN = Set.of(1400, 1401);
  private static final Set<Integer> DATABASE = Set.of(800, 801);

  private static final Set<Integer> GENERAL = Set.of(1, 6);

  /** Refusals that come before anything is written. */
  private static final Set<Integer> BEFORE_WRITING = Set.of(6, 8, 9, 100, 101, 1100, 1400, 1401);

  /** Returns the error for a call whose connection failed. */
  MemoryException of(StatusRuntimeException cause, WriteOutcome outcome) {
    Status status = cause.getStatus();
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          new MemoryException(
              ErrorKind.DEADLINE,
              "Milvus at " + address + " did not answer within the deadline",
              outcome,
              cause);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new MemoryException(ErrorKind.AUTHENTICATION, login(detail(status)), outcome, cause);
      case RESOURCE_EXHAUSTED ->
          new MemoryException(
              ErrorKind.LIMIT, "Milvus at " + address + ": " + detail(status), outcome, cause);
      case UNIMPLEMENTED ->
          new MemoryException(
              ErrorKind.INCOMPATIBLE,
              "what answers at "
                  + address
                  + " is no Milvus of a version that fits (2.5 or later): "
                  + detail(status),
              outcome,
              cause);
      default ->
          new MemoryException(
              ErrorKind.UNAVAILABLE,
              "Milvus at " + address + " cannot be reached: " + detail(status),
              outcome,
              cause);
    };
  }

  private static String detail(Status status) {
    String said = status.getDescription() == null ? "" : status.getDescription();
    @Nullable Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return (status.getCode() + " " + said + (cause == null ? "" : " (" + cause.getMessage() + ")"))
        .strip();
  }

  private String login(String detail) {
    return "Milvus at "
        + address
        + " does not accept the login, or does not allow this with it; check token, or user and"
        + " password: "
        + detail;
  }

  /** Returns the error for a call that the server refused. */
  MemoryException of(Refusal refusal, boolean writes) {
    WriteOutcome outcome =
        writes && !BEFORE_WRITING.contains(refusal.code())
            ? new WriteOutcome.Unknown()
            : new WriteOutcome.NotApplied();
    return new MemoryException(kind(refusal), message(refusal), outcome, refusal);
  }

  private static ErrorKind kind(Refusal refusal) {
    if (refusal.code() == Refusal.NO_COLLECTION) {
      return ErrorKind.NOT_FOUND;
    }
    if (LOGIN.contains(refusal.code())) {
      return ErrorKind.AUTHENTICATION;
    }
    if (isDatabase(refusal)) {
      return ErrorKind.CONFIGURATION;
    }
    return refusal.retriable() || PASSING.contains(refusal.code())
        ? ErrorKind.UNAVAILABLE
        : ErrorKind.INTERNAL;
  }

  /** Lite has no number for it. */
  private static boolean isDatabase(Refusal refusal) {
    return DATABASE.contains(refusal.code())
        || (GENERAL.contains(refusal.code()) && refusal.reason().startsWith("database '"));
  }

  private String message(Refusal refusal) {
    return switch (kind(refusal)) {
      case AUTHENTICATION -> login(refusal.reason());
      case CONFIGURATION ->
          "Milvus at " + address + ": " + refusal.reason() + "; create it or set another database";
      default -> "Milvus at " + address + " refuses (" + refusal.code() + "): " + refusal.reason();
    };
  }
}
