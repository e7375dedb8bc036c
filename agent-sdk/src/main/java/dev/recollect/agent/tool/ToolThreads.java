package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of an application on threads of its own, so that code which heeds neither deadline nor
 * interrupt cannot hold up a turn. Thread-safe.
 *
 * <p>The threads are platform threads: code that computes or blocks for ever holds up nobody else
 * on one, whereas on a virtual thread it would take a carrier from all of them. They are daemons
 * named {@code recollect-tool-NAME}. One that its caller gave up is interrupted; if it still runs a
 * second later, a warning with its name is logged, and another one when it ends.
 */
final class ToolThreads {

  /** How long code may take to heed an interrupt. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(ToolThreads.class.getName());

  /** How a run ended that was not cancelled. */
  sealed interface Ending<T> {

    /** The code returned. */
    record Returned<T>(T value) implements Ending<T> {}

    /** The code threw. */
    record Threw<T>(Throwable cause) implements Ending<T> {}

    /** The deadline passed while the code ran; whether it did its work is not known. */
    record Late<T>() implements Ending<T> {}

    /** The deadline passed before a place was free; the code was not run. */
    record Crowded<T>() implements Ending<T> {}
  }

  private enum State {
    WAITING,
    RUNNING,
    GIVEN_UP,
    ABANDONED
  }

  /** Also known to threads that the code begins. */
  private static final InheritableThreadLocal<@Nullable Run<?>> CURRENT =
      new InheritableThreadLocal<>();

  private final Listener listener;

  /**
   * Creates threads that know each other.
   *
   * @param listener carries over what is current on the thread that waits
   */
  ToolThreads(Listener listener) {
    this.listener = listener;
  }

  /** Returns whether this thread runs code for a caller that waits, or was begun by such code. */
  boolean inside() {
    for (Run<?> run = CURRENT.get(); run != null; run = run.caller) {
      if (run.threads == this && run.awaited) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs code and waits for it.
   *
   * @param places what the code takes one of while it runs, or null
   * @throws MemoryException CANCELLED if the caller was cancelled or interrupted
   */
  <T> Ending<T> run(
      String name, @Nullable Semaphore places, CallOptions options, Callable<T> code) {
    Run<T> run = new Run<>(this, CURRENT.get(), places, carried(code));
    Thread thread =
        Thread.ofPlatform().daemon().name("recollect-tool-" + name).unstarted(() -> enter(run));
    Runnable listening = options.cancellation().onCancel(run::cancel);
    try {
      thread.start();
      return await(run, thread, options);
    } finally {
      run.awaited = false;
      listening.run();
    }
  }

  private <T> Callable<T> carried(Callable<T> code) {
    try {
      return listener.carry(code);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener failed and is passed over", e);
      return code;
    }
  }

  private static void enter(Run<?> run) {
    CURRENT.set(run);
    run.run();
  }

  private static <T> Ending<T> await(Run<T> run, Thread thread, CallOptions options) {
    try {
      return run.ending(options.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE));
    } catch (TimeoutException e) {
      return late(run, thread);
    } catch (CancellationException e) {
      abandon(run, thread);
      throw new MemoryException(ErrorKind.CANCELLED, "the turn was cancelled in a tool", e);
    } catch (InterruptedException e) {
      abandon(run, thread);
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the turn was interrupted in a tool", e);
    }
  }

  /** What still comes in the time of grace is known, and counts. */
  private static <T> Ending<T> late(Run<T> run, Thread thread) {
    boolean crowded = run.state.compareAndSet(State.WAITING, State.GIVEN_UP);
    thread.interrupt();
    if (crowded) {
      return new Ending.Crowded<>();
    }
    try {
      Ending<T> ending = run.ending(GRACE.toNanos());
      return ending instanceof Ending.Returned<T> ? ending : new Ending.Late<>();
    } catch (TimeoutException e) {
      tell(run, thread);
      return new Ending.Late<>();
    } catch (CancellationException e) {
      throw new MemoryException(ErrorKind.CANCELLED, "the turn was cancelled in a tool", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the turn was interrupted in a tool", e);
    }
  }

  private static void abandon(Run<?> run, Thread thread) {
    run.state.compareAndSet(State.WAITING, State.GIVEN_UP);
    thread.interrupt();
    try {
      if (!thread.join(GRACE)) {
        tell(run, thread);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Run<?> run, Thread thread) {
    if (run.state.compareAndSet(State.RUNNING, State.ABANDONED)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "thread {0} heeds neither its deadline nor an interrupt; nobody waits for it any more",
          thread.getName());
    }
  }

  /** One run of code. */
  private static final class Run<T> {
    private final ToolThreads threads;
    private final @Nullable Run<?> caller;
    private final @Nullable Semaphore places;
    private final Callable<T> code;
    private final CompletableFuture<Ending<T>> result = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile boolean awaited = true;

    Run(
        ToolThreads threads,
        @Nullable Run<?> caller,
        @Nullable Semaphore places,
        Callable<T> code) {
      this.threads = threads;
      this.caller = caller;
      this.places = places;
      this.code = code;
    }

    void cancel() {
      result.cancel(false);
    }

    Ending<T> ending(long nanos) throws InterruptedException, TimeoutException {
      try {
        return result.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a run never ends exceptionally", e);
      }
    }

    void run() {
      try {
        if (places != null) {
          places.acquire();
        }
      } catch (InterruptedException e) {
        result.complete(new Ending.Crowded<>());
        return;
      }
      try {
        perform();
      } finally {
        if (places != null) {
          places.release();
        }
      }
    }

    private void perform() {
      if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
        return;
      }
      try {
        result.complete(new Ending.Returned<>(code.call()));
      } catch (Throwable e) {
        result.complete(new Ending.Threw<>(e));
      }
      if (state.get() == State.ABANDONED) {
        LOG.log(
            System.Logger.Level.WARNING,
            "thread {0} has ended after all",
            Thread.currentThread().getName());
      }
    }
  }
}
