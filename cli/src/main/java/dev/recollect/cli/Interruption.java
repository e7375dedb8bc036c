package dev.recollect.cli;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to end (Ctrl-C, SIGTERM) in the middle of long work: it is cancelled, and the process
 * waits until it has ended, for a while. Thread-safe.
 */
final class Interruption implements AutoCloseable {

  private static final long SECONDS = 20;

  private final CancellationToken token = new CancellationToken();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::end);

  private Interruption() {}

  /** Begins to listen. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end() {
    token.cancel();
    try {
      var unused = ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns options of work that ends when the process is to end. */
  CallOptions options() {
    return CallOptions.none().withCancellation(token);
  }

  /** Returns whether the process is to end. */
  boolean wanted() {
    return token.isCancelled();
  }

  /** Says that the work has ended. */
  @Override
  public void close() {
    ended.countDown();
    if (!wanted()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
