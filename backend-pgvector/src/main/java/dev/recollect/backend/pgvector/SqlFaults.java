package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what PostgreSQL and its driver report into errors that say what to do, by the codes of <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">appendix A</a>.
 *
 * @param address what the messages call the server
 */
record SqlFaults(ServerAddress address) {

  static final String UNDEFINED_TABLE = "42P01";
  static final String UNIQUE_VIOLATION = "23505";
  static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String DEADLOCK = "40P01";
  private static final String SERIALIZATION = "40001";
  private static final String CANCELED = "57014";

  /** The server ends sessions that idle in a transaction, or whose transaction takes too long. */
  private static final Set<String> ENDED_SESSION = Set.of("25P03", "25P04");

  /**
   * What is wrong.
   *
   * @param kind of the error
   * @param words what follows the server's address in the message
   */
  private record Explanation(ErrorKind kind, String words) {}

  MemoryException of(SQLException cause) {
    return of(cause, new WriteOutcome.NotApplied());
  }

  MemoryException of(SQLException cause, WriteOutcome outcome) {
    Explanation explanation = explain(cause, state(cause), said(cause));
    return new MemoryException(
        explanation.kind(), "PostgreSQL at " + address + " " + explanation.words(), outcome, cause);
  }

  /**
   * Returns the error of a call.
   *
   * @param reason why the call was to end, if it was: the cause may be no more than its consequence
   */
  MemoryException of(SQLException cause, @Nullable MemoryException reason, WriteOutcome outcome) {
    boolean consequence = broken(cause) || state(cause).equals(CANCELED);
    return reason == null || !consequence
        ? of(cause, outcome)
        : new MemoryException(
            reason.kind(), reason.getMessage() + "; PostgreSQL at " + address, outcome, cause);
  }

  /** Returns what the server or its driver reported, if that is behind an error. */
  static Optional<SQLException> cause(MemoryException failure) {
    Throwable cause = failure.getCause();
    while (cause instanceof MemoryException) {
      cause = cause.getCause();
    }
    return cause instanceof SQLException sql ? Optional.of(sql) : Optional.empty();
  }

  static String state(SQLException cause) {
    String state = cause.getSQLState();
    return state == null ? "" : state;
  }

  /** Returns whether the connection is lost, so that the server's answer is not known. */
  static boolean broken(SQLException cause) {
    String state = state(cause);
    return state.startsWith("08")
        || state.startsWith("57P")
        || ENDED_SESSION.contains(state)
        || state.isEmpty();
  }

  /** Returns whether the server took a transaction back so that another could go on. */
  static boolean undone(SQLException cause) {
    return state(cause).equals(DEADLOCK) || state(cause).equals(SERIALIZATION);
  }

  private static Explanation explain(SQLException cause, String state, String said) {
    return switch (state) {
      // The last is the driver's, where it has no password and the server wants one, or no TLS.
      case "28000", "28P01", "08004" -> login(cause, said);
      case INSUFFICIENT_PRIVILEGE ->
          new Explanation(ErrorKind.AUTHENTICATION, "does not allow this role to do that: " + said);
      case "3D000" ->
          new Explanation(
              ErrorKind.CONFIGURATION,
              "answers: " + said + "; correct database, or create it with CREATE DATABASE");
      case "3F000" -> new Explanation(ErrorKind.CONFIGURATION, "answers: " + said);
      case "26000", "42P05" ->
          new Explanation(
              ErrorKind.CONFIGURATION,
              "is behind a pooler that does not keep prepared statements ("
                  + said
                  + "); set the backend's setting pooler = true");
      case CANCELED -> new Explanation(ErrorKind.DEADLINE, "ended the statement: " + said);
      case DEADLOCK, SERIALIZATION, "55P03" ->
          new Explanation(ErrorKind.CONFLICT, "answers: " + said + "; try again");
      case "25006" ->
          new Explanation(
              ErrorKind.UNAVAILABLE, "is read-only, a standby or set to be so: " + said);
      case "25P03", "25P04" ->
          new Explanation(ErrorKind.UNAVAILABLE, "ended the session: " + said + "; try again");
      case "53100" ->
          new Explanation(ErrorKind.UNAVAILABLE, "has no space left on its disk: " + said);
      case "53300" ->
          new Explanation(
              ErrorKind.UNAVAILABLE, "has no connection left: " + said + "; lower pool.size");
      case "XX001", "XX002" -> new Explanation(ErrorKind.CORRUPT, "reports damaged data: " + said);
      default -> ofClass(cause, state, said);
    };
  }

  private static Explanation ofClass(SQLException cause, String state, String said) {
    return switch (state.isEmpty() ? "08" : state.substring(0, 2)) {
      case "08" ->
          ofTls(cause, said)
              ? tls(said)
              : new Explanation(ErrorKind.UNAVAILABLE, "does not answer: " + said);
      case "53", "57", "58" -> new Explanation(ErrorKind.UNAVAILABLE, "answers: " + said);
      default -> new Explanation(ErrorKind.INTERNAL, "failed (" + state + "): " + said);
    };
  }

  /** A connection that breaks while it is being encrypted says nothing about certificates. */
  private static boolean ofTls(SQLException cause, String said) {
    for (Throwable part = cause; part != null; part = part.getCause()) {
      if (part instanceof SocketException
          || part instanceof SocketTimeoutException
          || part instanceof EOFException) {
        return false;
      }
    }
    return said.contains("SSL");
  }

  private static Explanation login(SQLException cause, String said) {
    return ofTls(cause, said) && !said.contains("pg_hba.conf")
        ? tls(said)
        : new Explanation(
            ErrorKind.AUTHENTICATION,
            "refused the login: " + said + "; check user and password, and tls");
  }

  private static Explanation tls(String said) {
    return new Explanation(
        ErrorKind.CONFIGURATION, "and TLS: " + said + "; check tls and tls.root");
  }

  /** The server's words never contain a password; the driver's never the address with it. */
  private static String said(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).strip();
    int line = message.indexOf('\n');
    return line < 0 ? message : message.substring(0, line);
  }
}
