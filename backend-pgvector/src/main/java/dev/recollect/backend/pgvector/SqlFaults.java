package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.sql.SQLException;
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
  static final String DEADLOCK = "40P01";
  private static final String CANCELED = "57014";

  /** What the driver says if it has no password, or an empty one, and the server wants one. */
  private static final String LOGIN_REFUSED = "08004";

  private static final Set<String> LOST_STATEMENT = Set.of("26000", "42P05");

  MemoryException of(SQLException cause) {
    return of(cause, new WriteOutcome.NotApplied());
  }

  MemoryException of(SQLException cause, WriteOutcome outcome) {
    ErrorKind kind = kind(state(cause));
    return new MemoryException(kind, message(kind, state(cause), cause), outcome, cause);
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

  static String state(SQLException cause) {
    String state = cause.getSQLState();
    return state == null ? "" : state;
  }

  /** Returns whether the connection is lost, so that the server's answer is not known. */
  static boolean broken(SQLException cause) {
    String state = state(cause);
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.isEmpty();
  }

  private static ErrorKind kind(String state) {
    return switch (state) {
      case "28000", "28P01", LOGIN_REFUSED, INSUFFICIENT_PRIVILEGE -> ErrorKind.AUTHENTICATION;
      case "3D000", "3F000" -> ErrorKind.CONFIGURATION;
      case CANCELED -> ErrorKind.DEADLINE;
      case DEADLOCK, "40001", "55P03" -> ErrorKind.CONFLICT;
      case "XX001", "XX002" -> ErrorKind.CORRUPT;
      case "25006" -> ErrorKind.UNAVAILABLE;
      default -> ofClass(state);
    };
  }

  private static ErrorKind ofClass(String state) {
    if (LOST_STATEMENT.contains(state)) {
      return ErrorKind.CONFIGURATION;
    }
    return switch (state.isEmpty() ? "08" : state.substring(0, 2)) {
      case "08", "53", "57", "58" -> ErrorKind.UNAVAILABLE;
      default -> ErrorKind.INTERNAL;
    };
  }

  private String message(ErrorKind kind, String state, SQLException cause) {
    String said = said(cause);
    if (LOST_STATEMENT.contains(state)) {
      return "a pooler before PostgreSQL at "
          + address
          + " does not keep prepared statements ("
          + said
          + "); set the backend's setting pooler = true";
    }
    return switch (kind) {
      case AUTHENTICATION ->
          "PostgreSQL at "
              + address
              + (state.equals(INSUFFICIENT_PRIVILEGE)
                  ? " does not allow this role to do that: " + said
                  : " refused the login: " + said + "; check user and password");
      case CONFIGURATION -> "PostgreSQL at " + address + ": " + said;
      case DEADLINE -> "PostgreSQL at " + address + " did not end within the deadline";
      case CONFLICT -> "PostgreSQL at " + address + ": " + said + "; try again";
      case CORRUPT -> "PostgreSQL at " + address + " reports damaged data: " + said;
      case UNAVAILABLE -> unavailable(state, said);
      default -> "PostgreSQL at " + address + " failed (" + state + "): " + said;
    };
  }

  private String unavailable(String state, String said) {
    String where = "PostgreSQL at " + address;
    return switch (state) {
      case "25006" -> where + " is read-only (a standby, or set so): " + said;
      case "53100" -> where + " has no space left on its disk: " + said;
      case "53300" -> where + " has no connection left: " + said + "; lower pool.size";
      default -> where + " does not answer: " + said;
    };
  }

  /** The server's words never contain a password; the driver's never the address with it. */
  private static String said(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).strip();
    int line = message.indexOf('\n');
    return line < 0 ? message : message.substring(0, line);
  }
}
