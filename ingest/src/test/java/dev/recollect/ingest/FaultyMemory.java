package dev.recollect.ingest;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import java.util.List;
import java.util.Optional;

/** Memory of this process, around whose state commits something can be made to happen. */
final class FaultyMemory implements BackendProvider {

  private volatile Runnable beforeCommit = () -> {};
  private volatile Runnable afterCommit = () -> {};

  /** Runs an action before every commit from now on; what it throws makes the commit fail. */
  void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  /** Runs an action after every commit; what it throws hides that the commit has been made. */
  void afterCommit(Runnable action) {
    afterCommit = action;
  }

  @Override
  public String id() {
    return "faulty";
  }

  @Override
  public Backend open(BackendContext context) {
    return new ForwardingBackend(new InMemoryProvider().open(context)) {
      @Override
      public Optional<StateStore> state() {
        return super.state().map(State::new);
      }
    };
  }

  private final class State extends ForwardingStateStore {

    State(StateStore store) {
      super(store);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      beforeCommit.run();
      long version = super.commit(changes, options);
      afterCommit.run();
      return version;
    }
  }
}
