package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.support.RememberedSizes;
import dev.recollect.memory.api.value.Namespace;
import java.sql.SQLException;
import java.util.Set;

/**
 * How many records sets of namespaces have, roughly: counted now and then, and again once this
 * process may have written as many. Only the choice of a plan depends on it. Thread-safe.
 */
final class NamespaceSizes {

  /** No more than so many are counted: whoever has them is large. */
  static final int COUNTED = 100_000;

  private final CollectionTables tables;
  private final RememberedSizes<Size> sizes = new RememberedSizes<>(Size::records);

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

  /** Notes that this process has written records. */
  void written(int records) {
    sizes.written(records);
  }

  /** Returns the size of a set of namespaces. */
  Size of(Session session, Set<Namespace> namespaces) throws SQLException {
    return sizes.of(namespaces, () -> count(session, namespaces));
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
