package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The tables that a store has before any collection, and their version. */
final class StoreSchema {

  /** The version of the tables that this code reads and writes. */
  static final int VERSION = 1;

  /** What whoever creates or changes tables of any store in a database takes first: "RCLL". */
  static final String LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(1380141132, 1)";

  private final Connection connection;
  private final StoreConfig config;
  private final SqlFaults faults;

  private StoreSchema(Connection connection, StoreConfig config, SqlFaults faults) {
    this.connection = connection;
    this.config = config;
    this.faults = faults;
  }

  /**
   * Creates what is missing and checks the rest, in one transaction that one process at a time is
   * in.
   *
   * @return the names to use from now on
   * @throws MemoryException CONFIGURATION with the statement to run, INCOMPATIBLE naming versions
   */
  static Names prepare(Connection connection, StoreConfig config, SqlFaults faults)
      throws SQLException {
    return new StoreSchema(connection, config, faults).prepare();
  }

  private Names prepare() throws SQLException {
    connection.setAutoCommit(false);
    // A role may have another default, with which what waited for the lock sees what was before.
    execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    requireEncoding();
    Optional<Extension> present = Extension.find(connection);
    if (present.isEmpty() || !exists(names(present.get()))) {
      execute(LOCK);
      Names names = names(Extension.require(connection, faults));
      if (!exists(names)) {
        createSchema(names);
        create(names);
      }
      requireVersion(names);
      connection.commit();
      return names;
    }
    Names names = names(present.get().requireRecent(faults.address()));
    requireVersion(names);
    connection.commit();
    return names;
  }

  private Names names(Extension extension) {
    return new Names(config.schema(), config.prefix(), extension.schema());
  }

  private boolean exists(Names names) throws SQLException {
    try {
      return is("SELECT to_regclass('" + names.version() + "') IS NOT NULL");
    } catch (SQLException e) {
      if (forbidden(e)) {
        throw forbidden("use the schema", grant(), e);
      }
      throw e;
    }
  }

  private static boolean forbidden(SQLException cause) {
    return SqlFaults.state(cause).equals(SqlFaults.INSUFFICIENT_PRIVILEGE);
  }

  private String grant() {
    return "GRANT CREATE, USAGE ON SCHEMA "
        + Names.quoted(config.schema())
        + " TO "
        + Names.quoted(config.login().user());
  }

  private void requireEncoding() throws SQLException {
    if (!is("SELECT current_setting('server_encoding') = 'UTF8'")) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the database at "
              + faults.address()
              + " cannot keep every text; use one that was created with ENCODING 'UTF8'");
    }
  }

  private void createSchema(Names names) throws SQLException {
    String present =
        "SELECT EXISTS(SELECT FROM pg_catalog.pg_namespace WHERE nspname = '"
            + config.schema()
            + "')";
    if (is(present)) {
      return;
    }
    try {
      execute("CREATE SCHEMA " + names.schemaName());
    } catch (SQLException e) {
      if (forbidden(e)) {
        throw forbidden(
            "create the schema",
            "CREATE SCHEMA "
                + names.schemaName()
                + " AUTHORIZATION "
                + Names.quoted(config.login().user()),
            e);
      }
      throw e;
    }
  }

  private void create(Names names) throws SQLException {
    try {
      execute("CREATE TABLE " + names.version() + "(version int NOT NULL)");
      execute("INSERT INTO " + names.version() + " VALUES (" + VERSION + ")");
      execute(
          "CREATE TABLE "
              + names.collections()
              + "(number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " name text COLLATE \"C\" NOT NULL UNIQUE, spec text NOT NULL)");
      execute("CREATE SEQUENCE " + names.stateVersion());
      execute(
          "CREATE TABLE "
              + names.state()
              + "(key text COLLATE \"C\" PRIMARY KEY, value text NOT NULL, version bigint NOT"
              + " NULL)");
      execute("ALTER TABLE " + names.state() + " ALTER COLUMN value SET STATISTICS 0");
    } catch (SQLException e) {
      if (forbidden(e)) {
        throw forbidden("create tables", grant(), e);
      }
      throw e;
    }
  }

  private MemoryException forbidden(String what, String statement, SQLException cause) {
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "this role may not "
            + what
            + " in the database at "
            + faults.address()
            + ". Let an administrator run, in that database: "
            + statement
            + ";",
        cause);
  }

  private void requireVersion(Names names) throws SQLException {
    int version = number("SELECT max(version) FROM " + names.version());
    if (version != VERSION) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the tables in schema "
              + config.schema()
              + " at "
              + faults.address()
              + " have version "
              + version
              + "; this release reads and writes version "
              + VERSION
              + ". Use the release that wrote them, or another schema. Nothing was changed.");
    }
  }

  private boolean is(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private int number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
