package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A blocking call on a virtual thread of its own: an interrupt closes the socket such a thread
 * reads from, so the call ends at once when its caller does not want it any more.
 */
final class AbandonableCall {

  private AbandonableCall() {}

  /**
   * Returns what the work returns.
   *
   * @throws MemoryException DEADLINE or CANCELLED
   * @throws RuntimeException what the work throws
   */
  static <T> T run(Supplier<T> work, Duration timeout, CallOptions options, Endpoint endpoint) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Duration left = options.remaining().orElse(timeout);
    boolean callersDeadline = left.compareTo(timeout) < 0;
    Runnable forget = options.cancellation().onCancel(() -> task.cancel(true));
    Thread.ofVirtual().name("recollect-openai").start(task);
    try {
      return task.get((callersDeadline ? left : timeout).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(callersDeadline, timeout, endpoint);
    } catch (CancellationException e) {
      throw new MemoryException(ErrorKind.CANCELLED, "the call was cancelled by its caller");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "the thread was interrupted while it waited for " + endpoint, e);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      task.cancel(true);
      forget.run();
    }
  }

  private static MemoryException late(
      boolean callersDeadline, Duration timeout, Endpoint endpoint) {
    return new MemoryException(
        ErrorKind.DEADLINE,
        endpoint
            + " did not answer "
            + (callersDeadline
                ? "before the deadline of the call"
                : "within " + timeout.toMillis() + " ms; model.openai.timeout allows it more"));
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      case null, default ->
          new MemoryException(ErrorKind.INTERNAL, "the call failed: " + failed.getCause(), failed);
    };
  }
}
