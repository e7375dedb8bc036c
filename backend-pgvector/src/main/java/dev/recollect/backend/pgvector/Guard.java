package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * One call under watch: when its caller gives up, the server is asked to cancel, and if that does
 * not end the call, its connection is cut. Used by the calling thread and by the {@link Watchdog}.
 */
final class Guard implements AutoCloseable {

  private static final long CANCEL_GRACE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long DEADLINE_GRACE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Watchdog watchdog;
  private final CallOptions options;
  private final Thread caller = Thread.currentThread();
  private @Nullable Connection connection;
  private @Nullable MemoryException reason;
  private long cutAt;
  private boolean tampered;

  Guard(Watchdog watchdog, CallOptions options) {
    this.watchdog = watchdog;
    this.options = options;
  }

  CallOptions options() {
    return options;
  }

  /** Returns normally while the call may go on. */
  synchronized void check() {
    notice();
    if (reason != null) {
      throw reason;
    }
  }

  /** Returns why the caller has given up, if it has. */
  synchronized @Nullable MemoryException reason() {
    notice();
    return reason;
  }

  /** Says which connection the call is about to use. */
  synchronized void attach(Connection used) {
    connection = used;
  }

  /**
   * Says that the call no longer uses its connection.
   *
   * @return whether the connection was interfered with, so that nobody else may have it
   */
  synchronized boolean detach() {
    connection = null;
    boolean before = tampered;
    tampered = false;
    return before;
  }

  /** Looks whether the caller has given up, and does the next thing to end the call. */
  synchronized void watch() {
    boolean noticed = reason != null;
    notice();
    if (reason == null || connection == null) {
      return;
    }
    if (!noticed && reason.kind() != ErrorKind.DEADLINE) {
      tampered = true;
      Connection cancelled = connection;
      Thread.ofVirtual().start(() -> cancel(cancelled));
    } else if (System.nanoTime() - cutAt >= 0) {
      tampered = true;
      cut(connection);
    }
  }

  /** Ends the call for a reason that is not the caller's. */
  synchronized void end(MemoryException why) {
    giveUp(why);
  }

  private void notice() {
    if (reason != null) {
      return;
    }
    if (caller.isInterrupted()) {
      giveUp(new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted"));
      return;
    }
    try {
      options.check();
    } catch (MemoryException e) {
      giveUp(e);
    }
  }

  private void giveUp(MemoryException why) {
    if (reason == null) {
      reason = why;
      cutAt =
          System.nanoTime() + (why.kind() == ErrorKind.DEADLINE ? DEADLINE_GRACE : CANCEL_GRACE);
    }
  }

  private static void cancel(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      // The connection is cut soon if the call does not end by itself.
      return;
    }
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Closed already.
      return;
    }
  }

  /** Returns the time left, if the caller set a deadline. */
  @Nullable Duration remaining() {
    return options.remaining().orElse(null);
  }

  @Override
  public void close() {
    watchdog.forget(this);
  }
}
