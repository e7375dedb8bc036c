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
import java.util.concurrent.TimeUnit;

/** The pool: hands out connections that answer, within the bounds of the call. Thread-safe. */
final class Connections implements AutoCloseable {

  /** The pool waits so long at a time; between two times the caller's bounds are looked at. */
  private static final long SLICE_MILLISECONDS = 250;

  /** A connection that was silent for longer is asked whether it is alive. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  /** An empty pool is replaced at most so often. */
  private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StoreConfig config;
  private final PhysicalConnections physical;
  private final SqlFaults faults;
  private final String name;
  private volatile HikariDataSource pool;
  private long made;
  private volatile boolean closed;

  /** When a connection was last found lost: what happened to it may have happened to all. */
  private volatile long lastLoss = System.nanoTime();

  Connections(StoreConfig config, PhysicalConnections physical, SqlFaults faults, String name) {
    this.config = config;
    this.physical = physical;
    this.faults = faults;
    this.name = name;
    this.pool = newPool();
    this.made = System.nanoTime();
  }

  private HikariDataSource newPool() {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName(name);
    settings.setDataSource(physical);
    settings.setMaximumPoolSize(config.poolSize());
    settings.setMinimumIdle(Math.min(2, config.poolSize()));
    settings.setConnectionTimeout(SLICE_MILLISECONDS);
    settings.setValidationTimeout(SLICE_MILLISECONDS);
    settings.setInitializationFailTimeout(-1);
    return new HikariDataSource(settings);
  }

  /** Returns a connection that the guard knows; {@link #giveBack} takes it. */
  Connection borrow(Guard guard) {
    long giveUpAt = System.nanoTime() + config.connectionTimeout().toNanos();
    while (true) {
      guard.check();
      HikariDataSource used = pool;
      try {
        Connection connection = used.getConnection();
        guard.attach(connection);
        if (answers(connection)) {
          return connection;
        }
        giveBack(connection, guard, true);
      } catch (SQLTransientConnectionException e) {
        requireHope(e, giveUpAt);
        renewIfEmpty();
      } catch (SQLException e) {
        guard.check();
        if (!used.isClosed() || closed) {
          throw faults.of(e);
        }
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
              + config.poolSize()
              + " connections to PostgreSQL at "
              + faults.address()
              + " were busy for "
              + config.connectionTimeout().toMillis()
              + " ms; try again, or allow more in pool.size",
          failure);
    }
  }

  /**
   * Replaces a pool that cannot connect. The longer a server is away, the longer the pool pauses
   * between two attempts, up to ten seconds; a new one tries at once.
   */
  private synchronized void renewIfEmpty() {
    HikariDataSource present = pool;
    boolean empty = present.getHikariPoolMXBean().getTotalConnections() == 0;
    if (empty && !closed && System.nanoTime() - made > RENEWAL_NANOS) {
      pool = newPool();
      made = System.nanoTime();
      present.close();
    }
  }

  private boolean answers(Connection connection) {
    try {
      Tracked tracked = connection.unwrap(Tracked.class);
      long silence = tracked.silence().toNanos();
      if (silence > SILENCE.toNanos() || silence > System.nanoTime() - lastLoss) {
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

  /** Takes a connection back; one that is lost or was interfered with is closed for good. */
  void giveBack(Connection connection, Guard guard, boolean lost) {
    try {
      boolean tampered = guard.detach();
      if (lost) {
        lastLoss = System.nanoTime();
      }
      if (lost || tampered) {
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
  public synchronized void close() {
    closed = true;
    pool.close();
  }
}
