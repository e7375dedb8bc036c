package dev.recollect.backend.pgvector;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.recollect.backend.pgvector.PhysicalConnections.Tracked;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

  /**
   * A connection and the pool it goes back to.
   *
   * @param connection answers
   * @param pool may have been replaced meanwhile
   */
  record Lent(Connection connection, HikariDataSource pool) {}

  /** Returns a connection that the guard knows; {@link #giveBack} takes it. */
  Lent borrow(Guard guard) {
    long giveUpAt = System.nanoTime() + config.connectionTimeout().toNanos();
    while (true) {
      requireWanted(guard);
      HikariDataSource used = pool;
      try {
        Lent lent = new Lent(used.getConnection(), used);
        guard.attach(lent.connection());
        if (answers(lent.connection())) {
          return lent;
        }
        giveBack(lent, guard, true);
      } catch (SQLTransientConnectionException e) {
        requireHope(e, used, giveUpAt);
        renewIfPausing(e, used);
      } catch (SQLException e) {
        requireWanted(guard);
        if (!used.isClosed() || closed) {
          throw faults.of(e);
        }
      }
    }
  }

  private void requireWanted(Guard guard) {
    MemoryException reason = guard.reason();
    if (reason != null) {
      throw new MemoryException(
          reason.kind(),
          reason.getMessage() + ", waiting for a connection to PostgreSQL at " + faults.address(),
          reason);
    }
  }

  /** Waiting helps against a server that is down or a pool that is busy, and nothing else. */
  private void requireHope(
      SQLTransientConnectionException failure, HikariDataSource used, long giveUpAt) {
    boolean over = System.nanoTime() - giveUpAt >= 0;
    if (failure.getCause() instanceof SQLException cause) {
      MemoryException fault = faults.of(cause);
      if (over || fault.kind() != ErrorKind.UNAVAILABLE) {
        throw fault;
      }
    } else if (over) {
      throw exhausted(failure, used.getHikariPoolMXBean().getTotalConnections());
    }
  }

  private MemoryException exhausted(SQLTransientConnectionException failure, int connected) {
    String waited = " for " + config.connectionTimeout().toMillis() + " ms";
    return new MemoryException(
        ErrorKind.UNAVAILABLE,
        connected < config.poolSize()
            ? "PostgreSQL at " + faults.address() + " did not answer" + waited + "; try again"
            : "all "
                + connected
                + " connections to PostgreSQL at "
                + faults.address()
                + " were busy"
                + waited
                + "; try again, or allow more in pool.size",
        failure);
  }

  /**
   * Replaces a pool whose attempts to connect have failed. The longer a server is away, the longer
   * the pool pauses between two attempts, up to ten seconds; a new one tries at once. One that is
   * just logging in, however long that takes, is left alone.
   */
  private synchronized void renewIfPausing(
      SQLTransientConnectionException failure, HikariDataSource used) {
    boolean pausing = failure.getCause() instanceof SQLException && !physical.isConnecting();
    boolean empty = used.getHikariPoolMXBean().getTotalConnections() == 0;
    if (pausing
        && empty
        && pool.equals(used)
        && !closed
        && System.nanoTime() - made > RENEWAL_NANOS) {
      pool = newPool();
      made = System.nanoTime();
      Thread.ofVirtual().name(name + "-renewal").start(() -> retire(used));
    }
  }

  /** Closes a pool that lends no more, once nobody has a connection of it. */
  private static void retire(HikariDataSource replaced) {
    HikariPoolMXBean state = replaced.getHikariPoolMXBean();
    do {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2 * SLICE_MILLISECONDS));
    } while (state.getActiveConnections() > 0);
    replaced.close();
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
  void giveBack(Lent lent, Guard guard, boolean lost) {
    Connection connection = lent.connection();
    try {
      boolean tampered = guard.detach();
      if (lost) {
        lastLoss = System.nanoTime();
      }
      if (lost || tampered) {
        lent.pool().evictConnection(connection);
      } else {
        connection.unwrap(Tracked.class).heard();
      }
      connection.close();
    } catch (SQLException e) {
      lent.pool().evictConnection(connection);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    physical.refuse();
    pool.close();
  }
}
