package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs work with files or native code on threads that nobody interrupts, while the caller waits
 * interruptibly, with its deadline and cancellation.
 *
 * <p>One interrupt inside a commit of Lucene closes the writer for good, hence these threads. Work
 * must not call back into the executor. Thread-safe.
 */
public final class IoExecutor implements AutoCloseable {

  private static final int QUEUE = 10_000;

  private final ThreadPoolExecutor threads;

  /**
   * Creates an executor.
   *
   * @param name prefix of the thread names
   * @param size number of platform threads, from 1
   */
  public IoExecutor(String name, int size) {
    this.threads =
        new ThreadPoolExecutor(
            size, size, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), factory(name));
    threads.allowCoreThreadTimeOut(true);
  }

  /** A thread would otherwise keep the class loader of the plugin whose work came first. */
  private static ThreadFactory factory(String name) {
    ThreadFactory plain = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    return work -> {
      Thread thread = plain.newThread(work);
      thread.setContextClassLoader(IoExecutor.class.getClassLoader());
      return thread;
    };
  }

  /**
   * Runs work that only reads. Work that has not begun when the caller gives up is never run.
   *
   * @throws MemoryException what the work throws; DEADLINE or CANCELLED when the caller gives up;
   *     UNAVAILABLE when the executor is closed or its queue is full
   */
  public <T> T read(CallOptions options, Callable<T> work) {
    return run(options, work, new WriteOutcome.NotApplied());
  }

  /**
   * Runs work that writes: as {@link #read}, but when the caller gives up after the work has begun,
   * the outcome is Unknown and the work goes on to its end.
   */
  public <T> T write(CallOptions options, Callable<T> work) {
    return run(options, work, new WriteOutcome.Unknown());
  }

  private <T> T run(CallOptions options, Callable<T> work, WriteOutcome onceBegun) {
    options.check();
    AtomicBoolean taken = new AtomicBoolean();
    CompletableFuture<T> result = submit(work, taken);
    Runnable listening = options.cancellation().onCancel(() -> result.cancel(false));
    try {
      return await(result, options);
    } catch (TimeoutException e) {
      throw abandoned(ErrorKind.DEADLINE, "the deadline of the call has passed", taken, onceBegun);
    } catch (CancellationException e) {
      throw abandoned(
          ErrorKind.CANCELLED, "the call was cancelled by its caller", taken, onceBegun);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(ErrorKind.CANCELLED, "the calling thread was interrupted", taken, onceBegun);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause() == null ? e : e.getCause());
    } finally {
      listening.run();
    }
  }

  private <T> CompletableFuture<T> submit(Callable<T> work, AtomicBoolean taken) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> perform(work, taken, result));
    } catch (RejectedExecutionException e) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "the store is closed or overloaded", e);
    }
    return result;
  }

  private static <T> void perform(
      Callable<T> work, AtomicBoolean taken, CompletableFuture<T> result) {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    try {
      result.complete(work.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static <T> T await(CompletableFuture<T> result, CallOptions options)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (options.remaining().isEmpty()) {
      return result.get();
    }
    Duration left = options.remaining().orElseThrow();
    return result.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
  }

  private static MemoryException abandoned(
      ErrorKind kind, String message, AtomicBoolean taken, WriteOutcome onceBegun) {
    boolean never = taken.compareAndSet(false, true);
    return new MemoryException(
        kind, message, never ? new WriteOutcome.NotApplied() : onceBegun, null);
  }

  private static RuntimeException rethrown(Throwable cause) {
    return switch (cause) {
      case MemoryException known ->
          new MemoryException(
              known.kind(), String.valueOf(known.getMessage()), known.outcome(), known);
      case Error error -> throw error;
      default -> new MemoryException(ErrorKind.INTERNAL, "the store failed: " + cause, cause);
    };
  }

  /** Takes no more work and waits up to a minute for what is under way. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
