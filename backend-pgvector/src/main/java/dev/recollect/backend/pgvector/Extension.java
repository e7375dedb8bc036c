package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The extension as the database has it.
 *
 * @param version its version, as the catalogue says
 * @param schema the schema of its types and operators
 */
record Extension(String version, String schema) {

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** Iterative scans, without which a filtered search of the graph loses rows, came with 0.8. */
  private static final int OLDEST_MINOR = 8;

  /**
   * Returns the extension, created if it is missing and the role may do that.
   *
   * @throws MemoryException CONFIGURATION with the statement to run
   */
  static Extension require(Connection connection, SqlFaults faults) throws SQLException {
    Optional<Extension> present = find(connection);
    if (present.isEmpty()) {
      create(connection, faults);
      present = find(connection);
    }
    return present.orElseThrow(() -> missing(faults, null)).requireRecent(faults.address());
  }

  /** Returns the extension if it is there. */
  static Optional<Extension> find(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT e.extversion, n.nspname FROM pg_catalog.pg_extension e"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
                    + " WHERE e.extname = 'vector'")) {
      return row.next()
          ? Optional.of(new Extension(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  private static void create(Connection connection, SqlFaults faults) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
    } catch (SQLException e) {
      if (SqlFaults.broken(e) && !SqlFaults.state(e).startsWith("58")) {
        throw e;
      }
      throw missing(faults, e);
    }
  }

  private static MemoryException missing(SqlFaults faults, @Nullable SQLException cause) {
    boolean forbidden =
        cause != null && SqlFaults.state(cause).equals(SqlFaults.INSUFFICIENT_PRIVILEGE);
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "the extension pgvector is missing in the database at "
            + faults.address()
            + (forbidden
                ? ", and this role may not create it. Let an administrator run, in that database:"
                    + " CREATE EXTENSION vector;"
                : "; install pgvector 0.8 or later on the server, then run, in that database:"
                    + " CREATE EXTENSION vector;"),
        cause);
  }

  /**
   * Returns this if it is recent enough.
   *
   * @throws MemoryException CONFIGURATION naming the version and how to update
   */
  Extension requireRecent(ServerAddress address) {
    Matcher matcher = VERSION.matcher(version);
    boolean recent =
        matcher.matches()
            && (Integer.parseInt(matcher.group(1)) > 0
                || Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR);
    if (recent) {
      return this;
    }
    throw new MemoryException(
        ErrorKind.CONFIGURATION,
        "the database at "
            + address
            + " has pgvector "
            + version
            + "; 0.8 or later is needed. Install it on the server, then run, in that database:"
            + " ALTER EXTENSION vector UPDATE;");
  }
}
