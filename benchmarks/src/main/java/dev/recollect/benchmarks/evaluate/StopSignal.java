package dev.recollect.benchmarks.evaluate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to end (Ctrl-C, SIGTERM), heeded where the run can clean up: the process waits until the
 * run has noticed and is closed. Thread-safe.
 */
final class StopSignal implements AutoCloseable {

  private static final long SECONDS = 120;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("evaluate-stop").unstarted(this::await);
  private volatile boolean wanted;

  private StopSignal() {}

  /** Ends a run in between. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("stopped; what was written is deleted");
    }
  }

  /** Begins to listen. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void await() {
    wanted = true;
    try {
      var unused = ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Goes on, unless the run is to end.
   *
   * @throws StoppedException if it is
   */
  void check() {
    if (wanted) {
      throw new StoppedException();
    }
  }

  /** Says that the run is over and has cleaned up. */
  @Override
  public void close() {
    ended.countDown();
    if (!wanted) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
