package dev.recollect.agent.loop;

import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands things from one thread to another, which takes them one at a time: the giver waits until
 * its thing is taken. Thread-safe.
 *
 * @param <T> what is handed over
 */
public final class Handoff<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable T item;
  private boolean refused;
  private boolean finished;

  /** Creates a handoff with nothing in it. */
  public Handoff() {}

  /**
   * Gives a thing and waits until it is taken, refused, or the deadline has passed. An interrupt is
   * kept for what follows: what happens in a turn must not be lost in the middle of it.
   */
  public void give(T given, CallOptions options) {
    lock.lock();
    try {
      item = given;
      changed.signalAll();
      long left = options.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE);
      boolean interrupted = false;
      while (item != null && !refused && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
          refused = true;
        }
      }
      item = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the next thing, or null when there is none any more; waits for it.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  public @Nullable T take() throws InterruptedException {
    lock.lock();
    try {
      while (item == null && !finished) {
        changed.await();
      }
      T taken = item;
      item = null;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the giver wait no longer, now and later; what it gives then is dropped. */
  public void refuse() {
    lock.lock();
    try {
      refused = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing more is given. */
  public void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
