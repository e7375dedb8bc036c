package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** The tables of the SQLite file, their version, and how connections to it are made. */
final class Schema {

  /** The version of the tables that this code reads and writes. */
  static final int VERSION = 1;

  /** "RCLL", by which the file says whose it is. */
  private static final int APPLICATION = 0x52434c4c;

  private static final int BUSY_MILLISECONDS = 5_000;
  private static final long WAL_BYTES_KEPT = 64L * 1024 * 1024;

  private Schema() {}

  static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-16_000);
    config.setJournalSizeLimit((int) WAL_BYTES_KEPT);
    return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
  }

  /** Creates the tables in an empty file, or checks that they are of this version. */
  static void prepare(Connection connection, Path file) throws SQLException {
    int version = pragma(connection, "user_version");
    if (version == 0 && isEmpty(connection)) {
      create(connection);
    } else if (pragma(connection, "application_id") != APPLICATION) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          file + " is a SQLite file of another program; choose another folder");
    } else if (version != VERSION) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          file
              + " has schema version "
              + version
              + "; this release reads version "
              + VERSION
              + ". Use the release that wrote it. Nothing was changed.");
    }
    // Outside of a transaction; the mode stays with the file.
    execute(connection, "PRAGMA journal_mode = WAL");
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return found.getInt(1) == 0;
    }
  }

  private static void create(Connection connection) throws SQLException {
    // Takes effect only before the first table.
    execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
    execute(connection, "PRAGMA journal_mode = WAL");
    execute(connection, "BEGIN IMMEDIATE");
    execute(connection, "CREATE TABLE mark(name TEXT PRIMARY KEY, value) WITHOUT ROWID");
    execute(
        connection, "INSERT INTO mark VALUES ('next', 1), ('store', lower(hex(randomblob(16))))");
    execute(
        connection,
        "CREATE TABLE namespace(ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)");
    execute(
        connection,
        "CREATE TABLE collection(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL"
            + " UNIQUE, spec TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0)");
    execute(
        connection,
        "CREATE TABLE state(key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, version INTEGER NOT"
            + " NULL)");
    execute(connection, "PRAGMA application_id = " + APPLICATION);
    execute(connection, "PRAGMA user_version = " + VERSION);
    execute(connection, "COMMIT");
  }

  /**
   * Creates the tables of a collection. A record's key is the number of its last change, so that
   * the table is also the log that the index reads on from; its unique index is also the order of
   * scans, for which lot and id never change.
   */
  static void createCollection(SqlSession session, long number) throws SQLException {
    session.update(
        "CREATE TABLE record_"
            + number
            + "(change INTEGER PRIMARY KEY, namespace INTEGER NOT NULL, lot INTEGER NOT NULL, id"
            + " TEXT NOT NULL, parent TEXT NOT NULL, part INTEGER NOT NULL, occurred INTEGER NOT"
            + " NULL, recorded INTEGER NOT NULL, sequence INTEGER, valid_from INTEGER, valid_to"
            + " INTEGER, payload TEXT NOT NULL, text TEXT NOT NULL, sparse BLOB NOT NULL, dense"
            + " BLOB NOT NULL, UNIQUE(namespace, lot, id))");
    session.update(
        "CREATE TABLE deleted_"
            + number
            + "(change INTEGER NOT NULL, namespace INTEGER NOT NULL,"
            + " id TEXT NOT NULL, PRIMARY KEY(change, namespace, id)) WITHOUT ROWID");
  }

  static void dropCollection(SqlSession session, long number) throws SQLException {
    session.update("DROP TABLE IF EXISTS record_" + number);
    session.update("DROP TABLE IF EXISTS deleted_" + number);
    session.update("DELETE FROM collection WHERE number = ?", number);
  }

  /** Rewrites the file with what it holds and nothing else. */
  static void vacuum(Connection connection) throws SQLException {
    execute(connection, "VACUUM");
  }

  /** Brings the log into the file and cuts it to nothing; returns whether that was possible. */
  static boolean emptyLog(Connection connection) throws SQLException {
    return pragma(connection, "wal_checkpoint(TRUNCATE)") == 0;
  }

  private static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet value = statement.executeQuery("PRAGMA " + name)) {
      return value.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
