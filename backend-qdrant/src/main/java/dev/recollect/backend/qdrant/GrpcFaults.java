package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says what went wrong with a call, and what would be right. */
record GrpcFaults(ServerAddress address) {

  /** With these the server says that it has refused the request before it did anything. */
  private static final Set<Status.Code> REFUSALS =
      Set.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.UNIMPLEMENTED,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.OUT_OF_RANGE);

  /**
   * What is wrong.
   *
   * @param kind of the error
   * @param words what follows the server's address in the message
   */
  private record Explanation(ErrorKind kind, String words) {}

  /**
   * Returns the error of a call.
   *
   * @param sent whether the server may have seen the request
   * @param writes whether it may have written something then
   */
  MemoryException of(StatusRuntimeException cause, boolean sent, boolean writes) {
    Explanation explanation = explain(cause.getStatus(), said(cause.getStatus()));
    boolean doubtful = writes && sent && !REFUSALS.contains(cause.getStatus().getCode());
    return new MemoryException(
        explanation.kind(),
        "Qdrant at " + address + " " + explanation.words(),
        doubtful ? new WriteOutcome.Unknown() : new WriteOutcome.NotApplied(),
        cause);
  }

  /** Returns what the server or gRPC answered, if that is behind an error. */
  static Optional<Status> status(MemoryException failure) {
    Throwable cause = failure.getCause();
    while (cause instanceof MemoryException) {
      cause = cause.getCause();
    }
    return cause instanceof StatusRuntimeException answer
        ? Optional.of(answer.getStatus())
        : Optional.empty();
  }

  static boolean is(MemoryException failure, Status.Code code) {
    return status(failure).filter(status -> status.getCode() == code).isPresent();
  }

  /** Returns whether the collection is gone: it was dropped, here or by another process. */
  static boolean dropped(MemoryException failure) {
    return status(failure)
        .filter(status ->
            status.getCode() == Status.Code.NOT_FOUND
                && said(status).toLowerCase(Locale.ROOT).contains("collection"))
        .isPresent();
  }

  /** Returns whether an answer was too large to be taken. */
  static boolean tooLarge(MemoryException failure) {
    return status(failure)
        .filter(status ->
            status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                && said(status).contains("exceeds maximum size"))
        .isPresent();
  }

  private static Explanation explain(Status status, String said) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED ->
          new Explanation(
              ErrorKind.AUTHENTICATION, "wants another API key: " + said + "; check key");
      case PERMISSION_DENIED ->
          new Explanation(
              ErrorKind.AUTHENTICATION,
              "does not allow that with this API key: " + said + "; check key");
      case NOT_FOUND -> new Explanation(ErrorKind.NOT_FOUND, "answers: " + said);
      case ALREADY_EXISTS, ABORTED ->
          new Explanation(ErrorKind.CONFLICT, "answers: " + said + "; try again");
      case DEADLINE_EXCEEDED ->
          new Explanation(ErrorKind.DEADLINE, "did not answer before the deadline of the call");
      case INVALID_ARGUMENT, OUT_OF_RANGE ->
          new Explanation(ErrorKind.INVALID, "refused the request: " + said);
      case UNIMPLEMENTED ->
          new Explanation(
              ErrorKind.INCOMPATIBLE,
              "does not know the request ("
                  + said
                  + "): it is too old, or something that is not Qdrant");
      case DATA_LOSS -> new Explanation(ErrorKind.CORRUPT, "reports damaged data: " + said);
      case RESOURCE_EXHAUSTED, FAILED_PRECONDITION, CANCELLED ->
          new Explanation(ErrorKind.UNAVAILABLE, "answers: " + said + "; try again later");
      case UNAVAILABLE -> unavailable(status, said);
      default -> unexpected(said);
    };
  }

  private static Explanation unavailable(Status status, String said) {
    if (ofTls(status)) {
      return new Explanation(
          ErrorKind.CONFIGURATION, "and TLS: " + said + "; check tls, tls.root and the url");
    }
    return ofHttp(said)
        ? noGrpc()
        : new Explanation(ErrorKind.UNAVAILABLE, "does not answer: " + said);
  }

  private static Explanation unexpected(String said) {
    if (ofHttp(said)) {
      return noGrpc();
    }
    return said.contains("RST_STREAM") || said.toLowerCase(Locale.ROOT).contains("http2")
        ? new Explanation(ErrorKind.UNAVAILABLE, "broke the connection: " + said)
        : new Explanation(ErrorKind.INTERNAL, "failed: " + said);
  }

  /** Returns whether somebody answered who speaks HTTP, and not gRPC's. */
  private static boolean ofHttp(String said) {
    return said.contains("First received frame was not SETTINGS")
        || said.contains("HTTP/1.")
        || said.contains("content-type");
  }

  private static Explanation noGrpc() {
    return new Explanation(
        ErrorKind.CONFIGURATION,
        "speaks HTTP there and no gRPC; Qdrant's port of gRPC is "
            + ServerAddress.GRPC_PORT
            + " unless it was told otherwise, that of HTTP "
            + ServerAddress.HTTP_PORT);
  }

  /** A connection that breaks while it is being encrypted says nothing about certificates. */
  private static boolean ofTls(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** The words of the server or of gRPC; neither repeats a key. */
  private static String said(Status status) {
    StringBuilder said = new StringBuilder();
    String description = status.getDescription();
    said.append(description == null ? status.getCode().name() : description.strip());
    Throwable cause = status.getCause();
    if (cause != null
        && cause.getMessage() != null
        && !said.toString().contains(cause.getMessage())) {
      said.append(" (").append(cause.getMessage()).append(')');
    }
    int line = said.indexOf("\n");
    return line < 0 ? said.toString() : said.substring(0, line);
  }
}
