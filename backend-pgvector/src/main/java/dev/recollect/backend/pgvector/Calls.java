package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.support.CallGate;
import dev.recollect.memory.api.value.CallOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The way of every call to the server: on its caller's thread, under watch, with a connection of
 * the pool, its faults explained. Thread-safe.
 */
final class Calls implements AutoCloseable {

  private static final int TRIES = 10;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration ENDING = Duration.ofSeconds(30);

  private final Connections connections;
  private final SqlFaults faults;
  private final Watchdog watchdog;
  private final CallGate gate;

  Calls(Connections connections, SqlFaults faults, Watchdog watchdog) {
    this.connections = connections;
    this.faults = faults;
    this.watchdog = watchdog;
    this.gate = new CallGate("the store in PostgreSQL at " + faults.address() + " has been closed");
  }

  /** Fails if the call is over before it has begun, or the store is closed. */
  void check(CallOptions options) {
    options.check();
    gate.requireOpen();
  }

  /** What a call does with a connection. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** Runs work that only reads; once more if the connection turns out to be lost. */
  <T> T read(CallOptions options, Work<T> work) {
    return pass(
        options,
        guard -> {
          try {
            return attempt(guard, work, false);
          } catch (SQLException e) {
            if (SqlFaults.broken(e) && guard.reason() == null) {
              return attempt(guard, work, false);
            }
            throw e;
          }
        });
  }

  /**
   * Runs work that writes; again if the server undid it for the sake of another transaction, and
   * once more if the connection turns out to be lost before anything could take effect.
   */
  <T> T write(CallOptions options, Work<T> work) {
    return pass(
        options,
        guard -> {
          boolean lost = false;
          for (int failed = 1; ; failed++) {
            try {
              return attempt(guard, work, failed > 1);
            } catch (Doubt e) {
              throw e;
            } catch (SQLException e) {
              boolean lostNow = SqlFaults.broken(e) && guard.reason() == null;
              if ((!lostNow || lost) && (!SqlFaults.undone(e) || failed == TRIES)) {
                throw e;
              }
              lost |= lostNow;
              // So that those who met do not meet again.
              LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE_NANOS));
            }
          }
        });
  }

  private interface Guarded<T> {
    T run(Guard guard) throws SQLException;
  }

  private <T> T pass(CallOptions options, Guarded<T> work) {
    options.check();
    gate.enter();
    try (Guard guard = watchdog.guard(options)) {
      try {
        return work.run(guard);
      } catch (Doubt e) {
        throw faults.of(e.cause, guard.reason(), new WriteOutcome.Unknown());
      } catch (SQLException e) {
        throw faults.of(e, guard.reason(), new WriteOutcome.NotApplied());
      }
    } finally {
      gate.leave();
    }
  }

  /** Carries a failure after which it is not known whether a write took effect. */
  private static final class Doubt extends SQLException {
    private static final long serialVersionUID = 1L;
    private final SQLException cause;

    Doubt(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private <T> T attempt(Guard guard, Work<T> work, boolean again) throws SQLException {
    Connections.Lent lent = connections.borrow(guard);
    Session session = new Session(lent.connection(), guard, again);
    boolean broken = true;
    try {
      T result = work.run(session);
      broken = session.lost();
      return result;
    } catch (SQLException e) {
      broken = SqlFaults.broken(e);
      throw session.doubtful() ? new Doubt(e) : e;
    } catch (MemoryException e) {
      broken = false;
      throw e;
    } finally {
      broken = !rolledBack(session) || broken;
      connections.giveBack(lent, guard, broken);
    }
  }

  private static boolean rolledBack(Session session) {
    try {
      session.abandon();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Ends the calls under way and closes the connections; later calls are UNAVAILABLE. */
  @Override
  public void close() {
    gate.shut();
    if (!gate.awaitEmpty(CLOSING)) {
      watchdog.endAll(gate.closed());
      gate.awaitEmpty(ENDING);
    }
    connections.close();
    watchdog.close();
  }
}
