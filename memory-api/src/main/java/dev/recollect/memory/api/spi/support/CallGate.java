package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;

/**
 * Counts the calls that are inside a store and, once shut, lets no more in, so that whoever closes
 * the store can wait for them, or end them and then wait. Thread-safe.
 */
public final class CallGate {

  private final String closed;
  private int inside;
  private boolean shut;

  /**
   * Creates an open gate.
   *
   * @param closed what calls are told once it is shut
   */
  public CallGate(String closed) {
    this.closed = closed;
  }

  /**
   * Lets a call in, which has to {@link #leave} in the end.
   *
   * @throws MemoryException UNAVAILABLE if the gate is shut; then there is nothing to leave
   */
  public synchronized void enter() {
    requireOpen();
    inside++;
  }

  /** Lets a call out that has {@linkplain #enter entered}. */
  public synchronized void leave() {
    inside--;
    notifyAll();
  }

  /**
   * Checks that the gate is open.
   *
   * @throws MemoryException UNAVAILABLE if it is shut
   */
  public synchronized void requireOpen() {
    if (shut) {
      throw closed();
    }
  }

  /** Returns whether the gate is shut. */
  public synchronized boolean isShut() {
    return shut;
  }

  /** Returns the UNAVAILABLE error of a call that the store's end keeps out, or ended. */
  public MemoryException closed() {
    return new MemoryException(ErrorKind.UNAVAILABLE, closed);
  }

  /** Lets no more calls in; those inside go on. May be repeated. */
  public synchronized void shut() {
    shut = true;
  }

  /**
   * Waits until nobody is inside. An interrupt does not end it, and is there again afterwards.
   *
   * @param most how long
   * @return whether nobody is inside
   */
  public synchronized boolean awaitEmpty(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    long left = most.toNanos();
    while (inside > 0 && left > 0) {
      try {
        wait(1 + left / 1_000_000);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inside == 0;
  }
}
