package org.example.drawer;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/**
 * The file: one connection, one transaction at a time. A transaction has the whole file to itself,
 * also against other processes, so every read sees every write that was acknowledged before.
 */
final class Drawer implements AutoCloseable {

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS collection (name TEXT PRIMARY KEY, spec TEXT NOT NULL)",
          // AUTOINCREMENT: a number is never given twice, so that a scan can stand behind one.
          "CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY AUTOINCREMENT,"
              + " collection TEXT NOT NULL, namespace TEXT NOT NULL, id TEXT NOT NULL,"
              + " content BLOB NOT NULL, UNIQUE (collection, namespace, id))",
          "CREATE TABLE IF NOT EXISTS state"
              + " (key TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL)",
          "CREATE TABLE IF NOT EXISTS counter (version INTEGER NOT NULL)",
          "INSERT INTO counter SELECT 0 WHERE NOT EXISTS (SELECT * FROM counter)");

  private final Path file;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean closed;

  private Drawer(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** What a transaction does. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Reads a row of a result. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  static Drawer open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(30_000);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      // By its class: DriverManager finds no drivers that a plugin brings along.
      Drawer drawer = new Drawer(file, config.createConnection("jdbc:sqlite:" + file));
      drawer.prepare();
      return drawer;
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION, file + " cannot be made: " + e + "; name another file", e);
    } catch (SQLException e) {
      throw fault(file, e, new WriteOutcome.NotApplied());
    }
  }

  private void prepare() throws SQLException {
    transaction(() -> {
      for (String statement : SCHEMA) {
        update(statement);
      }
      return true;
    });
  }

  // tag::transaction[]
  /** Does all of the work or none of it; what it wrote is on the disk when this returns. */
  <T> T transaction(Work<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new MemoryException(ErrorKind.UNAVAILABLE, file + " is closed; open it again");
      }
      return committed(work);
    } finally {
      lock.unlock();
    }
  }

  private <T> T committed(Work<T> work) {
    WriteOutcome outcome = new WriteOutcome.NotApplied();
    try {
      // By hand: the driver would begin the next one at once, and keep other processes out.
      execute("BEGIN IMMEDIATE");
      T result = work.run();
      outcome = new WriteOutcome.Unknown();
      execute("COMMIT");
      return result;
    } catch (SQLException e) {
      rollback();
      throw fault(file, e, outcome);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  // end::transaction[]

  private void rollback() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // The fault that led here is what matters; SQLite rolls back by itself after the worst.
    }
  }

  // tag::faults[]
  private static MemoryException fault(Path file, SQLException cause, WriteOutcome outcome) {
    ErrorKind kind =
        switch (SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff)) {
          case SQLITE_CORRUPT, SQLITE_NOTADB -> ErrorKind.CORRUPT;
          case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> ErrorKind.CONFIGURATION;
          default -> ErrorKind.UNAVAILABLE; // full, busy, a fault of the disk: may pass
        };
    return new MemoryException(kind, file + ": " + cause.getMessage(), outcome, cause);
  }

  // end::faults[]

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = bound(sql, values)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> query(Row<T> reading, String sql, Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = bound(sql, values);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(reading.read(result));
      }
    }
    return rows;
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    return statement;
  }

  Path file() {
    return file;
  }

  /** Waits for the transaction under way; further closing does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      connection.close();
    } catch (SQLException e) {
      throw fault(file, e, new WriteOutcome.NotApplied());
    } finally {
      lock.unlock();
    }
  }
}
