package dev.recollect.memory.api.value;

import java.util.ArrayList;
import java.util.List;

/**
 * A one-way switch with which a caller abandons a call that runs on another thread. Thread-safe.
 */
public final class CancellationToken {

  private final List<Runnable> listeners = new ArrayList<>();
  private volatile boolean cancelled;

  /** Creates a token that is not cancelled. */
  public CancellationToken() {}

  /** Cancels; listeners run once, on this thread. Further calls do nothing. */
  public void cancel() {
    List<Runnable> pending;
    synchronized (listeners) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      pending = List.copyOf(listeners);
      listeners.clear();
    }
    pending.forEach(Runnable::run);
  }

  /** Returns whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Runs an action when the token is cancelled, at once if it already is.
   *
   * @param action quick and not throwing
   * @return takes the action back; to be called when the work has ended
   */
  public Runnable onCancel(Runnable action) {
    synchronized (listeners) {
      if (!cancelled) {
        listeners.add(action);
        return () -> remove(action);
      }
    }
    action.run();
    return () -> {};
  }

  private void remove(Runnable action) {
    synchronized (listeners) {
      listeners.remove(action);
    }
  }
}
