package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the tables of one collection; each runs inside a transaction of its caller.
 * Thread-safe, without state.
 */
final class RecordTable {

  private static final String KEYS =
      "namespace, lot, id, parent, part, occurred, recorded, sequence, valid_from, valid_to, change";

  private final String records;
  private final String deleted;
  private final long number;
  private final VectorBytes vectors;

  RecordTable(long number, CollectionSpec spec) {
    this.records = "record_" + number;
    this.deleted = "deleted_" + number;
    this.number = number;
    this.vectors = new VectorBytes(spec);
  }

  /** Where a walk stands: everything up to this place has been seen. */
  record Place(int namespace, long lot, String id) {}

  /**
   * A record with the ordinal of its namespace, the number of its last change, its size in bytes.
   */
  record Stored(MemoryRecord record, int namespace, long change, long bytes) {}

  /** The identity of a record that is gone. */
  record Tombstone(int namespace, String id) {}

  /** Takes what is read, one at a time. */
  interface Sink<T> {
    /** Returns whether to go on. */
    boolean accept(T item);
  }

  void upsert(SqlSession session, long change, int namespace, MemoryRecord record)
      throws SQLException {
    session.update(
        "REPLACE INTO "
            + records
            + "("
            + KEYS
            + ", payload, text, sparse, dense)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        namespace,
        record.lot(),
        record.id(),
        record.parent(),
        record.part(),
        micros(record.occurredAt()),
        micros(record.recordedAt()),
        record.sequence().isPresent() ? record.sequence().getAsLong() : null,
        micros(record.validFrom()),
        micros(record.validTo()),
        change,
        PayloadJson.encode(record.payload()),
        record.text(),
        vectors.encodeSparse(record.sparse()),
        vectors.encodeDense(record.dense()));
  }

  /** Changes a record as the patch says; returns whether there is one. */
  boolean patch(
      SqlSession session, long change, int ordinal, Namespace namespace, String id, Patch patch)
      throws SQLException {
    RecordReader reader = reader(new Projection(false, true, false, false));
    Optional<Stored> present =
        session.first(
            row -> reader.read(row, namespace),
            select(reader) + identity(),
            ordinal,
            Lot.of(id),
            id);
    if (present.isEmpty()) {
      return false;
    }
    Stored stored = present.get();
    MemoryRecord patched = patch.applyTo(stored.record());
    session.update(
        "UPDATE "
            + records
            + " SET change = ?, payload = ?, valid_from = ?, valid_to = ?"
            + " WHERE change = ?",
        change,
        PayloadJson.encode(patched.payload()),
        micros(patched.validFrom()),
        micros(patched.validTo()),
        stored.change());
    return true;
  }

  /** Deletes a record if it exists; returns how many that were. */
  int delete(SqlSession session, long change, int namespace, String id) throws SQLException {
    int gone = session.update("DELETE FROM " + records + identity(), namespace, Lot.of(id), id);
    if (gone > 0) {
      session.update("INSERT INTO " + deleted + " VALUES (?, ?, ?)", change, namespace, id);
    }
    return gone;
  }

  /** Deletes the records that pass a filter; returns how many those were. */
  int deleteMatching(SqlSession session, long change, int namespace, Filter filter)
      throws SQLException {
    SqlFilter condition = new SqlFilter(filter);
    List<Object> values = new ArrayList<>();
    values.add(change);
    values.add(namespace);
    values.addAll(condition.values());
    String where = " WHERE namespace = ? AND " + condition.condition();
    session.update(
        "INSERT INTO " + deleted + " SELECT ?, namespace, id FROM " + records + where,
        values.toArray());
    return session.update(
        "DELETE FROM " + records + where, values.subList(1, values.size()).toArray());
  }

  Optional<MemoryRecord> fetch(
      SqlSession session, int ordinal, Namespace namespace, String id, Projection projection)
      throws SQLException {
    RecordReader reader = reader(projection);
    return session
        .first(
            row -> reader.read(row, namespace),
            select(reader) + identity(),
            ordinal,
            Lot.of(id),
            id)
        .map(Stored::record);
  }

  /**
   * Reads the records of a namespace that pass a filter, after a place, while the sink wants more.
   */
  void walk(SqlSession session, Place after, Namespace namespace, ScanStep step, Sink<Stored> sink)
      throws SQLException {
    RecordReader reader = reader(step.projection());
    SqlFilter condition = new SqlFilter(step.filter());
    List<Object> values = new ArrayList<>(List.of(after.namespace(), after.lot(), after.id()));
    values.addAll(condition.values());
    values.add(step.limit());
    session.each(
        row -> reader.read(row, namespace),
        sink,
        select(reader)
            + " WHERE namespace = ? AND (lot, id) > (?, ?) AND "
            + condition.condition()
            + " ORDER BY lot, id LIMIT ?",
        values.toArray());
  }

  /** What a walk reads of each namespace. */
  record ScanStep(Filter filter, Projection projection, int limit) {}

  long count(SqlSession session, int namespace, Filter filter) throws SQLException {
    SqlFilter condition = new SqlFilter(filter);
    List<Object> values = new ArrayList<>(List.of(namespace));
    values.addAll(condition.values());
    return session.number(
        0,
        "SELECT count(*) FROM " + records + " WHERE namespace = ? AND " + condition.condition(),
        values.toArray());
  }

  /** Reads whole records that changed after a number, oldest change first. */
  void changes(SqlSession session, long after, NamespaceNames names, Sink<Stored> sink)
      throws SQLException {
    RecordReader reader = reader(Projection.ALL);
    session.each(
        row -> reader.read(row, names.name(row.getInt(1))),
        sink,
        select(reader) + " WHERE change > ? ORDER BY change",
        after);
  }

  /** Gives the namespace of an ordinal. */
  interface NamespaceNames {
    Namespace name(int ordinal) throws SQLException;
  }

  /** Reads what was deleted after a number and up to another. */
  void deletions(SqlSession session, long after, long upTo, Sink<Tombstone> sink)
      throws SQLException {
    session.each(
        row -> new Tombstone(row.getInt(1), row.getString(2)),
        sink,
        "SELECT namespace, id FROM " + deleted + " WHERE change > ? AND change <= ?",
        after,
        upTo);
  }

  /**
   * Forgets deletions that the index has durably; no older index can be brought up to date then.
   */
  void forgetDeletions(SqlSession session, long upTo) throws SQLException {
    session.update("DELETE FROM " + deleted + " WHERE change <= ?", upTo);
    session.update("UPDATE collection SET forgotten = ? WHERE number = ?", upTo, number);
  }

  /** Returns the change up to which deletions have been forgotten. */
  long forgotten(SqlSession session) throws SQLException {
    return session.number(0, "SELECT forgotten FROM collection WHERE number = ?", number);
  }

  /** Returns the number of the last change that is still to be seen. */
  long lastChange(SqlSession session) throws SQLException {
    return Math.max(
        session.number(0, "SELECT max(change) FROM " + records),
        session.number(0, "SELECT max(change) FROM " + deleted));
  }

  private String select(RecordReader reader) {
    return "SELECT " + KEYS + reader.columns() + " FROM " + records;
  }

  private static String identity() {
    return " WHERE namespace = ? AND lot = ? AND id = ?";
  }

  private RecordReader reader(Projection projection) {
    return new RecordReader(projection, vectors);
  }

  private static long micros(Instant instant) {
    return new PayloadValue.Moment(instant).epochMicros();
  }

  private static @Nullable Long micros(Optional<Instant> instant) {
    return instant.map(RecordTable::micros).orElse(null);
  }
}
