package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;

/** The changes of one collection, for its index to follow. Thread-safe. */
final class ChangeFeed {

  private final Database database;
  private final RecordTable table;
  private final AtomicLong acknowledged = new AtomicLong();

  ChangeFeed(Database database, RecordTable table) {
    this.database = database;
    this.table = table;
    acknowledged.set(database.read(table::lastChange));
  }

  /** Notes that a change is durable; to be called before its writer is told. */
  void acknowledge(long change) {
    acknowledged.accumulateAndGet(change, Math::max);
  }

  /** Returns the last change that a writer may know to be durable. */
  long acknowledged() {
    return acknowledged.get();
  }

  /**
   * How far a reading came.
   *
   * @param position every change up to it, as far as it is still current, has been applied
   * @param written how many documents were written
   * @param deleted how many were deleted
   * @param complete whether nothing was left, as of when the reading began
   */
  record Progress(long position, int written, int deleted, boolean complete) {}

  /**
   * Applies to an index what changed after a position, as of one moment. Deletions come first: what
   * was deleted and written again has the later change as a record.
   *
   * @param limit how many records to apply at most
   * @throws UncheckedIOException if the index cannot be written
   */
  Progress apply(IndexWriter writer, long after, int limit) {
    long known = acknowledged();
    return database.read(session -> new Reading(session, writer, after, limit).run(known));
  }

  /** Returns the position that an index which is not empty must have reached to be followed up. */
  long oldestPosition() {
    return database.read(table::forgotten);
  }

  void forgetDeletions(long upTo) {
    database.write((session, tickets) -> {
      table.forgetDeletions(session, upTo);
      return upTo;
    });
  }

  /** One pass over the changes. */
  private final class Reading {
    private final SqlSession session;
    private final IndexWriter writer;
    private final long after;
    private final int limit;
    private final Map<Integer, Namespace> names = new HashMap<>();
    private long position;
    private int written;
    private int deleted;

    Reading(SqlSession session, IndexWriter writer, long after, int limit) {
      this.session = session;
      this.writer = writer;
      this.after = after;
      this.limit = limit;
      this.position = after;
    }

    Progress run(long known) throws SQLException {
      table.deletions(session, after, Long.MAX_VALUE, this::delete);
      table.changes(session, after, this::name, this::write);
      boolean complete = written < limit;
      long reached = complete ? Math.max(position, known) : position;
      return new Progress(reached, written, deleted, complete);
    }

    private boolean delete(RecordTable.Tombstone gone) {
      change(() -> writer.deleteDocuments(key(gone.namespace(), gone.id())));
      deleted++;
      return true;
    }

    private boolean write(RecordTable.Stored stored) {
      int namespace = stored.namespace();
      change(() ->
          writer.updateDocument(
              key(namespace, stored.record().id()), IndexDocuments.of(namespace, stored.record())));
      position = stored.change();
      written++;
      return written < limit;
    }

    private Namespace name(int ordinal) throws SQLException {
      Namespace known = names.get(ordinal);
      return known != null ? known : readName(ordinal);
    }

    private Namespace readName(int ordinal) throws SQLException {
      String key =
          session
              .first(
                  row -> row.getString(1), "SELECT key FROM namespace WHERE ordinal = ?", ordinal)
              .orElseThrow(() ->
                  new MemoryException(
                      ErrorKind.CORRUPT, "namespace " + ordinal + " is missing; restore a backup"));
      Namespace namespace = Namespace.parse(key);
      names.put(ordinal, namespace);
      return namespace;
    }
  }

  private static Term key(int namespace, String id) {
    return new Term(IndexFields.KEY, IndexFields.key(namespace, id));
  }

  private interface IndexChange {
    void run() throws IOException;
  }

  private static void change(IndexChange change) {
    try {
      change.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
