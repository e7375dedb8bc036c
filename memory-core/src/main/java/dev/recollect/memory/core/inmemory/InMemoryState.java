package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Versioned values in a map; one counter gives all versions, so none ever comes back. */
final class InMemoryState implements StateStore {

  private static final int PAGE = 200;
  private static final String LISTING = "state";

  private final Gate gate;
  private final TreeMap<String, StateEntry> entries = new TreeMap<>(InMemoryState::compareUtf8);
  private long version;

  InMemoryState(Gate gate) {
    this.gate = gate;
  }

  /** Orders as UTF-8 bytes do, which String.compareTo does not for surrogate pairs. */
  private static int compareUtf8(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    StateEntry.requireKey(key);
    return gate.read(options, () -> Optional.ofNullable(entries.get(key)));
  }

  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    StateEntry.requirePrefix(prefix);
    String last = cursor.place(LISTING);
    return gate.read(
        options,
        () ->
            page(
                prefix,
                cursor.isStart() ? entries.tailMap(prefix, true) : entries.tailMap(last, false)));
  }

  private static Page<StateEntry> page(String prefix, SortedMap<String, StateEntry> rest) {
    List<StateEntry> page = new ArrayList<>();
    for (StateEntry entry : rest.values()) {
      if (!entry.key().startsWith(prefix)) {
        return Page.last(page);
      }
      if (page.size() == PAGE) {
        return Page.of(page, Cursor.of(LISTING, page.getLast().key()));
      }
      page.add(entry);
    }
    return Page.last(page);
  }

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    return gate.write(options, () -> commit(changes));
  }

  private long commit(List<StateChange> changes) {
    if (changes.isEmpty()) {
      throw MemoryException.invalid("a commit needs at least one change");
    }
    Set<String> keys = new HashSet<>();
    for (StateChange change : changes) {
      if (!keys.add(change.key())) {
        throw MemoryException.invalid("key '" + change.key() + "' is changed twice in one commit");
      }
      requireExpected(change);
    }
    version++;
    changes.forEach(this::apply);
    return version;
  }

  private void requireExpected(StateChange change) {
    StateEntry present = entries.get(change.key());
    long actual = present == null ? StateChange.ABSENT : present.version();
    if (actual != change.expected()) {
      throw MemoryException.conflict(
          "key '"
              + change.key()
              + "' has version "
              + actual
              + ", not "
              + change.expected()
              + " (0: absent); read it again. Nothing was changed.");
    }
  }

  private void apply(StateChange change) {
    switch (change) {
      case StateChange.Put(String key, String value, long ignored) ->
          entries.put(key, new StateEntry(key, value, version));
      case StateChange.Delete(String key, long ignored) -> entries.remove(key);
    }
  }

  void clear() {
    entries.clear();
  }
}
