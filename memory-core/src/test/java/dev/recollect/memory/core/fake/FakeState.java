package dev.recollect.memory.core.fake;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An in-memory state store before whose commits something can be made to happen. */
public final class FakeState implements StateStore {

  private final StateStore store = new FakeBackendProvider("state").content().state().orElseThrow();
  private final Deque<Runnable> beforeCommits = new ArrayDeque<>();
  private int commits;

  /** Runs an action before the next commit that no action was given for yet, once. */
  public synchronized FakeState beforeCommit(Runnable action) {
    beforeCommits.add(action);
    return this;
  }

  /** Returns how many commits were tried. */
  public synchronized int commits() {
    return commits;
  }

  /** Returns the store itself, for changes that are not counted. */
  public StateStore store() {
    return store;
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    return store.get(key, options);
  }

  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    return store.list(prefix, cursor, options);
  }

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    Runnable action;
    synchronized (this) {
      commits++;
      action = beforeCommits.poll();
    }
    if (action != null) {
      action.run();
    }
    return store.commit(changes, options);
  }
}
