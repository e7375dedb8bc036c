package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.server.ServerControl;

/** A server without a wire: calls ask it to be let in, and wait or fail as it is told. */
final class FakeServer implements ServerControl {

  private static final long TICK_MILLIS = 5;

  private boolean paused;
  private boolean stopped;

  /** Returns when a call may go on; waits no longer than its options allow. */
  synchronized void admit(CallOptions options) {
    while (paused && !stopped) {
      options.check();
      try {
        wait(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MemoryException(ErrorKind.CANCELLED, "interrupted while the server hangs", e);
      }
    }
    options.check();
    if (stopped) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "the server is down");
    }
  }

  synchronized boolean answers() {
    return !paused && !stopped;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public synchronized void start() {
    stopped = false;
  }
}
