package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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
  private final CallOptions given;
  private final CallOptions bounded;
  private final Thread caller = Thread.currentThread();
  private @Nullable Connection connection;
  private @Nullable MemoryException reason;
  private long cutAt;
  private boolean asked;
  private boolean cut;
  private boolean tampered;

  /**
   * Creates a guard of a call on this thread.
   *
   * @param given what the caller demands
   * @param standard how long the call may take if the caller set no deadline
   */
  Guard(Watchdog watchdog, CallOptions given, Duration standard) {
    this.watchdog = watchdog;
    this.given = given;
    this.bounded = given.remaining().isPresent() ? given : given.withTimeout(standard);
  }

  /** Returns the time left until the caller's deadline, which the server is told as well. */
  Optional<Duration> remaining() {
    return given.remaining();
  }

  /** Returns normally while the call may go on. */
  synchronized void check() {
    notice();
    if (reason != null) {
      throw reason;
    }
  }

  /** Returns why the call is to end, if it is. */
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

  /** Looks whether the call is to end, and does the next thing towards that. */
  synchronized void watch() {
    notice();
    if (reason == null || connection == null) {
      return;
    }
    tampered = true;
    if (!asked && !toldTheServer()) {
      asked = true;
      Connection used = connection;
      Thread.ofVirtual().start(() -> cancel(used));
    }
    if (!cut && System.nanoTime() - cutAt >= 0) {
      cut = true;
      Connection used = connection;
      // On a thread of its own: closing a socket may wait for who is writing to it.
      Thread.ofPlatform().daemon().name("recollect-cut").start(() -> cut(used));
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
      bounded.check();
    } catch (MemoryException e) {
      giveUp(e);
    }
  }

  private void giveUp(MemoryException why) {
    if (reason == null) {
      reason = why;
      cutAt = System.nanoTime() + (toldTheServer() ? DEADLINE_GRACE : CANCEL_GRACE);
    }
  }

  /** The server knows of the caller's deadline and ends the statement by itself if it can. */
  private boolean toldTheServer() {
    return reason != null && reason.kind() == ErrorKind.DEADLINE && given.remaining().isPresent();
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

  @Override
  public void close() {
    watchdog.forget(this);
  }
}
