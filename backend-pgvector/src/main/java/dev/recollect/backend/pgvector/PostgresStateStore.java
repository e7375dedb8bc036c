package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state store: one table, one statement a commit. */
final class PostgresStateStore implements StateStore {

  private static final String LISTING = "state";

  private static final int PAGE_ENTRIES = 1_000;
  private static final long PAGE_BYTES = 4L * 1024 * 1024;

  private final Calls calls;
  private final String table;
  private final String commit;

  PostgresStateStore(Calls calls, Names names) {
    this.calls = calls;
    this.table = names.state();
    this.commit = commitStatement(names);
  }

  /**
   * Changes all keys or, if one has another version than expected, none and returns that one: locks
   * what exists, compares, and only then writes. A key that somebody else creates meanwhile is a
   * violation of the primary key.
   */
  private static String commitStatement(Names names) {
    return """
    WITH change AS MATERIALIZED (
      SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[]) AS c(key, value, expected)),
    present AS MATERIALIZED (
      SELECT s.key, s.version FROM %1$s s
      WHERE s.key = ANY(?::text[]) ORDER BY s.key FOR UPDATE),
    stale AS MATERIALIZED (
      SELECT c.key, c.expected, coalesce(p.version, 0) AS version
      FROM change c LEFT JOIN present p ON p.key = c.key
      WHERE coalesce(p.version, 0) <> c.expected LIMIT 1),
    next AS MATERIALIZED (
      SELECT nextval('%2$s') AS version WHERE NOT EXISTS (SELECT FROM stale)),
    deleted AS (
      DELETE FROM %1$s s USING change c, next
      WHERE s.key = c.key AND c.value IS NULL),
    updated AS (
      UPDATE %1$s s SET value = c.value, version = next.version FROM change c, next
      WHERE s.key = c.key AND c.value IS NOT NULL AND c.expected > 0),
    inserted AS (
      INSERT INTO %1$s SELECT c.key, c.value, next.version FROM change c, next
      WHERE c.value IS NOT NULL AND c.expected = 0)
    SELECT version, NULL AS key, NULL AS expected FROM next
    UNION ALL SELECT version, key, expected FROM stale
    """
        .formatted(names.state(), names.stateVersion());
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    StateEntry.requireKey(key);
    return calls.read(
        options,
        session ->
            session.first(
                PostgresStateStore::entry,
                Sql.of("SELECT key, value, version FROM " + table + " WHERE key = ?", key)));
  }

  /** One statement sees one moment, so a page shows a commit whole or not at all. */
  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    StateEntry.requirePrefix(prefix);
    Sql page = page(prefix, place(cursor));
    List<Listed> found = calls.read(options, session -> session.list(Listed::read, page));
    List<StateEntry> entries = found.stream().map(Listed::entry).toList();
    boolean full =
        found.size() == PAGE_ENTRIES || (!found.isEmpty() && found.getLast().upto() >= PAGE_BYTES);
    return full
        ? Page.of(entries, Cursor.of(LISTING, entries.getLast().key()))
        : Page.last(entries);
  }

  private static String place(Cursor cursor) {
    String last = cursor.place(LISTING);
    if (!cursor.isStart()) {
      StateEntry.requireKey(last);
    }
    return last;
  }

  /** An entry, and how many bytes it and those before it on the page have. */
  private record Listed(StateEntry entry, long upto) {
    static Listed read(ResultSet row) throws SQLException {
      return new Listed(PostgresStateStore.entry(row), row.getLong(4));
    }
  }

  private Sql page(String prefix, String last) {
    Sql sql =
        Sql.of(
            "SELECT key, value, version, upto FROM (SELECT key, value, version,"
                + " octet_length(value) AS bytes, sum(octet_length(value)) OVER (ORDER BY key)"
                + " AS upto FROM "
                + table
                + " WHERE key >= ? AND key > ?",
            prefix,
            last);
    String end = end(prefix);
    if (end != null) {
      sql.add(" AND key < ?", end);
    }
    return sql.add(
        " ORDER BY key LIMIT ?) page WHERE upto - bytes < ? ORDER BY key",
        PAGE_ENTRIES,
        PAGE_BYTES);
  }

  /**
   * Returns the first text behind all that start with a prefix, by code points, which is by bytes
   * of UTF-8; null if there is none.
   */
  private static @Nullable String end(String prefix) {
    int[] points = prefix.codePoints().toArray();
    for (int last = points.length - 1; last >= 0; last--) {
      if (points[last] < Character.MAX_CODE_POINT) {
        int next = points[last] + 1;
        points[last] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
        return new String(points, 0, last + 1);
      }
    }
    return null;
  }

  private static StateEntry entry(ResultSet row) throws SQLException {
    return new StateEntry(row.getString(1), row.getString(2), row.getLong(3));
  }

  private record Outcome(long version, @Nullable String staleKey, long expected) {}

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    Sql sql = bound(List.copyOf(changes));
    Outcome outcome =
        calls.write(
            options,
            session -> {
              try {
                return session.change(
                    row -> new Outcome(row.getLong(1), row.getString(2), row.getLong(3)), sql);
              } catch (SQLException e) {
                if (SqlFaults.state(e).equals(SqlFaults.UNIQUE_VIOLATION)) {
                  throw createdMeanwhile(changes, String.valueOf(e.getMessage()));
                }
                throw e;
              }
            });
    if (outcome.staleKey() != null) {
      throw MemoryException.conflict(
          "state key '"
              + outcome.staleKey()
              + "' has version "
              + outcome.version()
              + ", not "
              + outcome.expected()
              + "; read it again. Nothing was changed.");
    }
    return outcome.version();
  }

  /** The server's words hold the key, in parentheses and in whatever language. */
  private static MemoryException createdMeanwhile(List<StateChange> changes, String said) {
    List<String> expectedAbsent =
        changes.stream()
            .filter(change -> change.expected() == StateChange.ABSENT)
            .map(StateChange::key)
            .toList();
    List<String> named =
        expectedAbsent.stream().filter(key -> said.contains("=(" + key + ")")).toList();
    return MemoryException.conflict(
        "of the state keys "
            + (named.isEmpty() ? expectedAbsent : named)
            + " somebody else has created one meanwhile; read again. Nothing was changed.");
  }

  private Sql bound(List<StateChange> changes) {
    if (changes.isEmpty()) {
      throw MemoryException.invalid("a commit needs at least one change");
    }
    String[] keys = new String[changes.size()];
    @Nullable String[] values = new String[changes.size()];
    long[] expected = new long[changes.size()];
    Set<String> distinct = new HashSet<>();
    for (int index = 0; index < keys.length; index++) {
      StateChange change = changes.get(index);
      if (!distinct.add(change.key())) {
        throw MemoryException.invalid("key '" + change.key() + "' is twice in one commit");
      }
      keys[index] = change.key();
      values[index] = change instanceof StateChange.Put put ? put.value() : null;
      expected[index] = change.expected();
    }
    return Sql.of(commit, keys, values, expected, keys);
  }
}
