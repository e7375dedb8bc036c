package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.value.Namespace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many records sets of namespaces have, roughly: counted now and then, and again once this
 * process may have written as many. Only the choice of a plan depends on it. Thread-safe.
 */
final class NamespaceSizes {

  /** No more than so many are counted: whoever has them is large. */
  static final int COUNTED = 100_000;

  private static final long AGE = Duration.ofSeconds(30).toNanos();
  private static final int REMEMBERED = 10_000;

  private final CollectionTables tables;
  private final Map<Set<Namespace>, Counted> counted = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();

  NamespaceSizes(CollectionTables tables) {
    this.tables = tables;
  }

  /**
   * Sizes of the sets and of the table.
   *
   * @param records how many records the namespaces have, at most {@value #COUNTED}
   * @param total how many records the table has, estimated, at least as many
   */
  record Size(long records, long total) {}

  private record Counted(Size size, long time, long written) {
    boolean serves(long now, long writtenNow) {
      boolean grown = writtenNow - written > Math.max(100, size.records() / 2);
      return !grown && now - time < AGE;
    }
  }

  /** Notes that this process has written records. */
  void written(int records) {
    written.addAndGet(records);
  }

  /** Returns the size of a set of namespaces. */
  Size of(Session session, Set<Namespace> namespaces) throws SQLException {
    Counted known = counted.get(namespaces);
    long now = System.nanoTime();
    if (known != null && known.serves(now, written.get())) {
      return known.size();
    }
    long before = written.get();
    Size size = count(session, namespaces);
    if (counted.size() >= REMEMBERED) {
      counted.clear();
    }
    counted.put(namespaces, new Counted(size, now, before));
    return size;
  }

  private Size count(Session session, Set<Namespace> namespaces) throws SQLException {
    Sql sql =
        Sql.of(
            "SELECT (SELECT count(*) FROM (SELECT FROM "
                + tables.records()
                + " WHERE namespace = ANY(?::text[]) LIMIT ?) counted),"
                + " (SELECT reltuples FROM pg_catalog.pg_class WHERE oid = '"
                + tables.records()
                + "'::regclass)",
            RecordReader.keys(namespaces),
            COUNTED);
    return session
        .list(
            row -> new Size(row.getLong(1), Math.max(row.getLong(1), (long) row.getDouble(2))), sql)
        .getFirst();
  }
}
