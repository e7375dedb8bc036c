package dev.recollect.memory.core.fake;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The state store of an in-memory backend, before whose commits something can be made to happen.
 */
public final class HookedState extends ForwardingStateStore {

  private final StateStore store;
  private final Queue<Runnable> beforeCommits = new ConcurrentLinkedQueue<>();

  public HookedState() {
    this(new FakeBackendProvider("state").content().state().orElseThrow());
  }

  private HookedState(StateStore store) {
    super(store);
    this.store = store;
  }

  /** Runs an action before the next commit that no action was given for yet, once. */
  public HookedState beforeCommit(Runnable action) {
    beforeCommits.add(action);
    return this;
  }

  /** Returns the store itself, whose commits run no action. */
  public StateStore store() {
    return store;
  }

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    Optional.ofNullable(beforeCommits.poll()).ifPresent(Runnable::run);
    return super.commit(changes, options);
  }
}
