package dev.recollect.model.openai;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A place for one thing between a thread that puts and one that takes: who puts waits until the one
 * before was taken, so nothing piles up. Thread-safe.
 */
final class Handover<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable T thing;
  private @Nullable Throwable failure;
  private boolean ended;
  private boolean cancelled;

  /** Puts a thing, once the place is free. */
  void put(T next) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (thing != null) {
        changed.await();
      }
      thing = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing more comes, behind what still lies there. */
  void end(@Nullable Throwable reason) {
    lock.lock();
    try {
      ended = true;
      failure = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes each taking throw {@link CancellationException} from now on. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nothing more comes. */
  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next thing, or returns nothing at the end.
   *
   * @throws ExecutionException with what was the end's reason
   */
  Optional<T> take(long nanos) throws InterruptedException, TimeoutException, ExecutionException {
    lock.lockInterruptibly();
    try {
      awaitNext(nanos);
      if (cancelled) {
        throw new CancellationException();
      }
      T taken = thing;
      if (taken == null && failure != null) {
        throw new ExecutionException(failure);
      }
      thing = null;
      changed.signalAll();
      return Optional.ofNullable(taken);
    } finally {
      lock.unlock();
    }
  }

  private void awaitNext(long nanos) throws InterruptedException, TimeoutException {
    long left = nanos;
    while (thing == null && !ended && !cancelled) {
      if (left <= 0) {
        throw new TimeoutException("nothing came in " + TimeUnit.NANOSECONDS.toMillis(nanos));
      }
      left = changed.awaitNanos(left);
    }
  }
}
