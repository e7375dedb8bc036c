package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.MemoryException;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets calls through until it is shut, which waits for those inside however long they take: nobody
 * can end them, and what follows closes the files that they use. Thread-safe.
 */
final class Gate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Supplier<MemoryException> closed;
  private boolean shut;

  /**
   * Creates an open gate.
   *
   * @param closed makes the error that later calls get
   */
  Gate(Supplier<MemoryException> closed) {
    this.closed = closed;
  }

  <T> T pass(Callable<T> call) throws Exception {
    lock.readLock().lock();
    try {
      requireOpen();
      return call.call();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (shut) {
      throw closed.get();
    }
  }

  /** Shuts the gate and, the first time, runs what has to follow with nobody inside. */
  void shut(Runnable afterwards) {
    lock.writeLock().lock();
    try {
      if (!shut) {
        shut = true;
        afterwards.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
