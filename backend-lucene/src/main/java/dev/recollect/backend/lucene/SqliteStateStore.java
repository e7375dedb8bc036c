package dev.recollect.backend.lucene;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state store in the SQLite file; one transaction a commit. */
final class SqliteStateStore implements StateStore {

  private static final int PAGE_ENTRIES = 1_000;
  private static final String LISTING = "state";
  private static final long PAGE_BYTES = 4L * 1024 * 1024;

  private final Database database;
  private final IoExecutor io;
  private final Gate gate;

  SqliteStateStore(Database database, IoExecutor io, Gate gate) {
    this.database = database;
    this.io = io;
    this.gate = gate;
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    StateEntry.requireKey(key);
    return io.read(
        options,
        () ->
            gate.pass(() ->
                database.read(session ->
                    session.first(
                        SqliteStateStore::entry,
                        "SELECT key, value, version FROM state WHERE key = ?",
                        key))));
  }

  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    StateEntry.requirePrefix(prefix);
    String last = cursor.place(LISTING);
    return io.read(
        options, () -> gate.pass(() -> database.read(session -> page(session, prefix, last))));
  }

  private static Page<StateEntry> page(SqlSession session, String prefix, String last)
      throws SQLException {
    List<StateEntry> entries = new ArrayList<>();
    long[] bytes = new long[1];
    session.each(
        SqliteStateStore::entry,
        entry -> {
          if (entry.key().startsWith(prefix)) {
            entries.add(entry);
            bytes[0] += entry.value().length() + entry.key().length();
            return entries.size() < PAGE_ENTRIES && bytes[0] < PAGE_BYTES;
          }
          return false;
        },
        "SELECT key, value, version FROM state WHERE key >= ? AND key > ? ORDER BY key",
        prefix,
        last);
    boolean full = entries.size() == PAGE_ENTRIES || bytes[0] >= PAGE_BYTES;
    return full
        ? Page.of(entries, Cursor.of(LISTING, entries.getLast().key()))
        : Page.last(entries);
  }

  private static StateEntry entry(ResultSet row) throws SQLException {
    return new StateEntry(row.getString(1), row.getString(2), row.getLong(3));
  }

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    requireDistinct(changes);
    return io.write(
        options,
        () ->
            gate.pass(
                () -> database.write((session, tickets) -> apply(session, tickets, changes))));
  }

  private static void requireDistinct(List<StateChange> changes) {
    if (changes.isEmpty()) {
      throw MemoryException.invalid("a commit needs at least one change");
    }
    Set<String> keys = new HashSet<>();
    for (StateChange change : changes) {
      if (!keys.add(change.key())) {
        throw MemoryException.invalid("key '" + change.key() + "' is twice in one commit");
      }
    }
  }

  private static long apply(SqlSession session, Tickets tickets, List<StateChange> changes)
      throws SQLException {
    for (StateChange change : changes) {
      requireVersion(session, change);
    }
    long version = tickets.take(session);
    for (StateChange change : changes) {
      switch (change) {
        case StateChange.Put(String key, String value, long ignored) ->
            session.update(
                "INSERT INTO state(key, value, version) VALUES (?, ?, ?) ON CONFLICT(key)"
                    + " DO UPDATE SET value = excluded.value, version = excluded.version",
                key,
                value,
                version);
        case StateChange.Delete(String key, long ignored) ->
            session.update("DELETE FROM state WHERE key = ?", key);
      }
    }
    return version;
  }

  private static void requireVersion(SqlSession session, StateChange change) throws SQLException {
    long present =
        session.number(StateChange.ABSENT, "SELECT version FROM state WHERE key = ?", change.key());
    if (present != change.expected()) {
      throw MemoryException.conflict(
          "state key '"
              + change.key()
              + "' has version "
              + present
              + ", not "
              + change.expected()
              + "; read it again. Nothing was changed.");
    }
  }
}
