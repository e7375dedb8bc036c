package dev.recollect.backend.pgvector;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.recollect.backend.pgvector.PhysicalConnections.Tracked;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;

/** The pool: hands out connections that answer, within the bounds of the call. Thread-safe. */
final class Connections implements AutoCloseable {

  /** The pool waits so long at a time; between two times the caller's bounds are looked at. */
  private static final long SLICE_MILLISECONDS = 250;

  /** A connection that was silent for longer is asked whether it is alive. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private final HikariDataSource pool;
  private final SqlFaults faults;
  private final Duration timeout;

  Connections(StoreConfig config, PhysicalConnections connections, SqlFaults faults, String name) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName(name);
    settings.setDataSource(connections);
    settings.setMaximumPoolSize(config.poolSize());
    settings.setMinimumIdle(Math.min(2, config.poolSize()));
    settings.setConnectionTimeout(SLICE_MILLISECONDS);
    settings.setValidationTimeout(SLICE_MILLISECONDS);
    settings.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(settings);
    this.faults = faults;
    this.timeout = config.connectionTimeout();
  }

  /** Returns a connection that the guard knows; {@link #giveBack} takes it. */
  Connection borrow(Guard guard) {
    long giveUpAt = System.nanoTime() + timeout.toNanos();
    while (true) {
      guard.check();
      try {
        Connection connection = pool.getConnection();
        guard.attach(connection);
        if (answers(connection)) {
          return connection;
        }
        giveBack(connection, guard, true);
      } catch (SQLTransientConnectionException e) {
        requireHope(e, giveUpAt);
      } catch (SQLException e) {
        guard.check();
        throw faults.of(e);
      }
    }
  }

  /** Waiting helps against a server that is down or a pool that is busy, and nothing else. */
  private void requireHope(SQLTransientConnectionException failure, long giveUpAt) {
    boolean over = System.nanoTime() - giveUpAt >= 0;
    if (failure.getCause() instanceof SQLException cause) {
      MemoryException fault = faults.of(cause);
      if (over || fault.kind() != ErrorKind.UNAVAILABLE) {
        throw fault;
      }
    } else if (over) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE,
          "all "
              + pool.getMaximumPoolSize()
              + " connections to "
              + faults.address()
              + " were busy for "
              + timeout.toMillis()
              + " ms; try again, or allow more in pool.size",
          failure);
    }
  }

  private static boolean answers(Connection connection) {
    try {
      Tracked tracked = connection.unwrap(Tracked.class);
      if (tracked.silence().compareTo(SILENCE) > 0) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
        tracked.heard();
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Takes a connection back; one that is broken or was interfered with is closed for good. */
  void giveBack(Connection connection, Guard guard, boolean broken) {
    try {
      boolean tampered = guard.detach();
      if (broken || tampered) {
        pool.evictConnection(connection);
      } else {
        connection.unwrap(Tracked.class).heard();
      }
      connection.close();
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
