package dev.recollect.memory.tck.forwarding;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;

/** A state store that passes every call on to another. As thread-safe as that one. */
public class ForwardingStateStore implements StateStore {

  private final StateStore store;

  /** Creates a store in front of another. */
  protected ForwardingStateStore(StateStore store) {
    this.store = store;
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
    return store.commit(changes, options);
  }
}
