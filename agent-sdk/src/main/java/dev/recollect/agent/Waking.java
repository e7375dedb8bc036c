package dev.recollect.agent;

import dev.recollect.agent.loop.Conversation;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs the turns that events and the clock begin, on threads of its own. Thread-safe. */
final class Waking implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Waking.class.getName());

  private final Conversation conversation;
  private final String agent;
  private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
  private final CancellationToken closing = new CancellationToken();

  /**
   * Begins to listen to the clock, if there is an interval.
   *
   * @param heartbeat how long it is between heartbeats, or null
   */
  Waking(Conversation conversation, @Nullable Duration heartbeat, String agent) {
    this.conversation = conversation;
    this.agent = agent;
    if (heartbeat != null) {
      turns.execute(() -> beat(heartbeat));
    }
    if (conversation.eventsWait()) {
      wake();
    }
  }

  /** Begins a turn with the events that wait, if any do by then; returns at once. */
  void wake() {
    turns.execute(() -> attempt(() -> conversation.wake(options(), Listener.none())));
  }

  private CallOptions options() {
    return CallOptions.none().withCancellation(closing);
  }

  private void beat(Duration interval) {
    Thread self = Thread.currentThread();
    Runnable takeBack = closing.onCancel(() -> LockSupport.unpark(self));
    long next = System.nanoTime() + interval.toNanos();
    while (!closing.isCancelled()) {
      LockSupport.parkNanos(next - System.nanoTime());
      if (System.nanoTime() - next >= 0 && !closing.isCancelled()) {
        attempt(() -> conversation.beat(Listener.none()));
        next = System.nanoTime() + interval.toNanos();
      }
    }
    takeBack.run();
  }

  /**
   * Nobody waits for the answer, so a failure is told to the log; events wait for the next turn.
   */
  private void attempt(Runnable turn) {
    try {
      turn.run();
    } catch (MemoryException e) {
      boolean busy = e.kind() == ErrorKind.CONFLICT || e.kind() == ErrorKind.CANCELLED;
      LOG.log(
          busy ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
          "agent {0} could not take a turn by itself, events wait for the next one: {1}",
          agent,
          e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "agent " + agent + " could not take a turn by itself", e);
    }
  }

  @Override
  public void close() {
    closing.cancel();
    turns.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = turns.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
