package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;

/**
 * Small versioned values by key, changed several at a time, all or none. Blocking, thread-safe; as
 * durable as the {@link Capabilities} declare; every read sees every commit acknowledged before.
 */
public interface StateStore {

  /** Returns the value of a key, if it exists; INVALID or LIMIT for what is no key. */
  Optional<StateEntry> get(String key, CallOptions options);

  /**
   * Returns the entries whose key starts with a prefix, ascending by the UTF-8 bytes of the key.
   * Keys present from the first page to the last appear exactly once. A page shows all changes of a
   * commit or none. INVALID for a cursor that no page had.
   */
  Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options);

  /**
   * Applies all changes or none.
   *
   * @param changes at least one, no key twice
   * @return the version that every key written has now; larger than any version before it
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT, naming a key whose version is
   *     not the expected one, with nothing changed; INVALID without changes or for a key that
   *     occurs twice
   */
  long commit(List<StateChange> changes, CallOptions options);
}
