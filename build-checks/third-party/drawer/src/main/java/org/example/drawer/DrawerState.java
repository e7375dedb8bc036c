package org.example.drawer;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Small versioned values; one counter gives all versions, so that none ever comes back. */
final class DrawerState implements StateStore {

  private static final int PAGE = 200;
  private static final String LISTING = "state";

  private final Drawer drawer;
  private final IoExecutor io;

  DrawerState(Drawer drawer, IoExecutor io) {
    this.drawer = drawer;
    this.io = io;
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    StateEntry.requireKey(key);
    return io.read(options, () -> drawer.transaction(() -> find(key)));
  }

  private Optional<StateEntry> find(String key) throws SQLException {
    return drawer
        .query(DrawerState::entry, "SELECT key, value, version FROM state WHERE key = ?", key)
        .stream()
        .findFirst();
  }

  private static StateEntry entry(ResultSet row) throws SQLException {
    return new StateEntry(row.getString(1), row.getString(2), row.getLong(3));
  }

  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    StateEntry.requirePrefix(prefix);
    String last = cursor.place(LISTING);
    return io.read(
        options,
        () ->
            drawer.transaction(() -> {
              // SQLite compares text by its UTF-8 bytes, which is the order that is asked for.
              List<StateEntry> entries =
                  drawer.query(
                      DrawerState::entry,
                      "SELECT key, value, version FROM state WHERE key >= ? AND key > ?"
                          + " AND substr(key, 1, length(?)) = ? ORDER BY key LIMIT ?",
                      prefix,
                      last,
                      prefix,
                      prefix,
                      PAGE);
              return entries.size() < PAGE
                  ? Page.last(entries)
                  : Page.of(entries, Cursor.of(LISTING, entries.getLast().key()));
            }));
  }

  // tag::commit[]
  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    List<StateChange> all = List.copyOf(changes);
    if (all.isEmpty() || all.stream().map(StateChange::key).distinct().count() < all.size()) {
      throw MemoryException.invalid("a commit needs changes, and each key only once");
    }
    return io.write(
        options,
        () ->
            drawer.transaction(() -> {
              for (StateChange change : all) {
                requireExpected(change);
              }
              drawer.update("UPDATE counter SET version = version + 1");
              long version =
                  drawer.query(row -> row.getLong(1), "SELECT version FROM counter").getFirst();
              for (StateChange change : all) {
                apply(change, version);
              }
              return version;
            }));
  }

  private void requireExpected(StateChange change) throws SQLException {
    long present = find(change.key()).map(StateEntry::version).orElse(StateChange.ABSENT);
    if (present != change.expected()) {
      throw MemoryException.conflict(
          "key '" + change.key() + "' has version " + present + ", not " + change.expected());
    }
  }

  // end::commit[]

  private void apply(StateChange change, long version) throws SQLException {
    switch (change) {
      case StateChange.Put(String key, String value, long ignored) ->
          drawer.update("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", key, value, version);
      case StateChange.Delete(String key, long ignored) ->
          drawer.update("DELETE FROM state WHERE key = ?", key);
    }
  }
}
