package dev.recollect.agent;

import dev.recollect.agent.loop.Handoff;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A turn while it runs: its events, as they happen, the last of which is {@link TurnEvent.Ended}.
 *
 * <p>The turn runs on a thread of its own and waits at each event until it is taken: reading slowly
 * holds the model back; what happens after its deadline is not told but by {@link #turn()}. Closing
 * before the end cancels the turn and waits until it has stopped; what becomes of it then is as
 * with any turn that fails. Not thread-safe.
 *
 * <pre>{@code
 * try (TurnStream stream = agent.stream("What is my boat called?")) {
 *   stream.forEachRemaining(event -> {
 *     if (event instanceof TurnEvent.Text text) {
 *       System.out.print(text.text());
 *     }
 *   });
 * }
 * }</pre>
 */
public final class TurnStream implements Iterator<TurnEvent>, AutoCloseable {

  private final Handoff<TurnEvent> handoff = new Handoff<>();
  private final CancellationToken cancellation = new CancellationToken();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable Turn> result = new AtomicReference<>();
  private final Thread thread;
  private @Nullable TurnEvent next;
  private boolean over;

  /**
   * Begins a turn.
   *
   * @param options the caller's
   * @param work runs the turn with the stream's options, telling the listener
   */
  TurnStream(CallOptions options, BiFunction<CallOptions, Listener, Turn> work) {
    Runnable chain = options.cancellation().onCancel(cancellation::cancel);
    Runnable refusing = cancellation.onCancel(handoff::refuse);
    CallOptions own = options.withCancellation(cancellation);
    this.thread =
        Thread.ofVirtual()
            .name("turn")
            .start(() -> {
              run(own, work);
              chain.run();
              refusing.run();
              handoff.finish();
            });
  }

  private void run(CallOptions own, BiFunction<CallOptions, Listener, Turn> work) {
    try {
      result.set(work.apply(own, event -> give(event, own)));
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private void give(Event event, CallOptions own) {
    if (event instanceof TurnEvent known) {
      handoff.give(known, own);
    }
  }

  /**
   * Returns whether another event comes; waits for it.
   *
   * @throws MemoryException what the turn has failed with, once; CANCELLED if interrupted
   */
  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      next = taken();
    }
    return next != null;
  }

  private @Nullable TurnEvent taken() {
    try {
      TurnEvent event = handoff.take();
      if (event == null) {
        over = true;
        rethrow(failure.get());
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "interrupted while the turn was running", e);
    }
  }

  private static void rethrow(@Nullable Throwable failed) {
    if (failed instanceof RuntimeException known) {
      throw known;
    } else if (failed instanceof Error error) {
      throw error;
    }
  }

  @Override
  public TurnEvent next() {
    TurnEvent event = hasNext() ? next : null;
    next = null;
    if (event == null) {
      throw new NoSuchElementException("the turn has ended");
    }
    return event;
  }

  /**
   * Passes over the events that are left and returns what came of the turn.
   *
   * @throws MemoryException what the turn has failed with
   */
  public Turn turn() {
    while (hasNext()) {
      var unused = next();
    }
    Turn turn = result.get();
    if (turn == null) {
      throw new MemoryException(ErrorKind.CANCELLED, "the turn was cancelled before it ended");
    }
    return turn;
  }

  /** Cancels the turn if it has not ended, and waits until it has stopped. Idempotent. */
  @Override
  public void close() {
    over = true;
    next = null;
    cancellation.cancel();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
