package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets calls through until it is shut, which waits for those inside. Thread-safe. */
final class Gate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final ErrorKind kind;
  private final String message;
  private boolean shut;

  /**
   * Creates an open gate.
   *
   * @param kind of the error that later calls get
   * @param message of that error
   */
  Gate(ErrorKind kind, String message) {
    this.kind = kind;
    this.message = message;
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
      throw new MemoryException(kind, message);
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
