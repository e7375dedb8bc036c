package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The lock of a backend: many readers or one writer, none once it is closed. */
final class Gate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  <T> T read(CallOptions options, Supplier<T> work) {
    return run(lock.readLock(), options, work);
  }

  <T> T write(CallOptions options, Supplier<T> work) {
    return run(lock.writeLock(), options, work);
  }

  private <T> T run(Lock side, CallOptions options, Supplier<T> work) {
    options.check();
    acquire(side, options);
    try {
      if (closed) {
        throw new MemoryException(
            ErrorKind.UNAVAILABLE, "the in-memory backend is closed; open another");
      }
      options.check();
      return work.get();
    } finally {
      side.unlock();
    }
  }

  private static void acquire(Lock side, CallOptions options) {
    long most = options.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    try {
      if (!side.tryLock(most, TimeUnit.NANOSECONDS)) {
        throw new MemoryException(ErrorKind.DEADLINE, "the deadline of the call has passed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "the calling thread was interrupted before the call began", e);
    }
  }

  boolean closed() {
    return closed;
  }

  /** Waits for the calls under way, refuses further ones and runs an action, at the first call. */
  void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
