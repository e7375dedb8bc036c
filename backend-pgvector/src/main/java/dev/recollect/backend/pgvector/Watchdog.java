package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that looks after all calls of a store, so that they can run on their callers' threads:
 * handing each to a thread of ours and back cost a tenth of a millisecond, three times what the
 * shortest statement takes. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(20);

  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final Duration standard;
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  /**
   * Starts watching.
   *
   * @param name of the thread
   * @param standard how long a call may take whose caller set no deadline
   */
  Watchdog(String name, Duration standard) {
    this.standard = standard;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    thread.start();
  }

  /** Returns the guard of a call that begins on this thread; its end closes it. */
  Guard guard(CallOptions options) {
    Guard guard = new Guard(this, options, standard);
    guards.add(guard);
    if (idle) {
      LockSupport.unpark(thread);
    }
    return guard;
  }

  void forget(Guard guard) {
    guards.remove(guard);
  }

  /** Ends all calls under way. */
  void endAll(MemoryException why) {
    guards.forEach(guard -> guard.end(why));
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      idle = true;
      if (guards.isEmpty()) {
        LockSupport.park(this);
      }
      idle = false;
      guards.forEach(Guard::watch);
      LockSupport.parkNanos(this, PERIOD);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
