package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;

/** Counts the calls that are inside and, once shut, lets no more in. Thread-safe. */
final class Gate {

  private final MemoryException closed;
  private int inside;
  private boolean shut;

  Gate(MemoryException closed) {
    this.closed = closed;
  }

  synchronized void enter() {
    if (shut) {
      throw closed();
    }
    inside++;
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized boolean isShut() {
    return shut;
  }

  /** Returns the error that calls get from now on. */
  MemoryException closed() {
    return new MemoryException(closed.kind(), String.valueOf(closed.getMessage()));
  }

  /** Shuts the gate; returns whether somebody is still inside after the given time. */
  synchronized boolean shut(Duration patience) {
    shut = true;
    long deadline = System.nanoTime() + patience.toNanos();
    return !await(deadline);
  }

  /** Waits until nobody is inside. */
  synchronized void awaitEmpty() {
    await(System.nanoTime() + Duration.ofSeconds(30).toNanos());
  }

  private boolean await(long deadline) {
    boolean interrupted = false;
    while (inside > 0 && System.nanoTime() - deadline < 0) {
      try {
        wait(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inside == 0;
  }
}
