package dev.recollect.agent.loop;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time run a turn, in the order in which they came. Thread-safe. */
final class TurnLock {

  private final ReentrantLock lock = new ReentrantLock(true);

  /** Takes the lock if nobody has it; returns whether it did. */
  boolean tryTake() {
    return !inside() && lock.tryLock();
  }

  /**
   * Waits for the lock.
   *
   * @throws MemoryException CONFLICT within a turn, CANCELLED, DEADLINE
   */
  void take(CallOptions options) {
    if (inside()) {
      throw MemoryException.conflict(
          "a tool of the agent sent it a message or asked for its context; a turn cannot begin inside another");
    }
    Wait wait = new Wait(Thread.currentThread());
    Runnable takeBack = options.cancellation().onCancel(wait::cancel);
    try {
      await(options);
    } finally {
      takeBack.run();
      wait.end();
    }
  }

  private void await(CallOptions options) {
    try {
      long most = options.remaining().map(left -> left.toNanos()).orElse(Long.MAX_VALUE);
      if (!lock.tryLock(most, TimeUnit.NANOSECONDS)) {
        throw new MemoryException(
            ErrorKind.DEADLINE, "the deadline passed while another turn of the agent was running");
      }
    } catch (InterruptedException e) {
      options.check();
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "interrupted while another turn of the agent was running", e);
    }
  }

  private boolean inside() {
    return lock.isHeldByCurrentThread();
  }

  /** Gives the lock back. */
  void release() {
    lock.unlock();
  }

  /** A thread that waits and is interrupted by a cancellation, but never once it has ceased to. */
  private static final class Wait {
    private final Thread thread;
    private boolean over;
    private boolean interrupted;

    Wait(Thread thread) {
      this.thread = thread;
    }

    synchronized void cancel() {
      if (!over) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /** An interrupt that came too late to be noticed is not left to what follows. */
    synchronized void end() {
      over = true;
      if (interrupted) {
        var unused = Thread.interrupted();
      }
    }
  }
}
