package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.SearchRequest;
import java.sql.SQLException;

/** Tells large sets of namespaces, which are worth a walk of the graph, from small ones. */
final class NamespaceSizes {

  /** Up to so many records comparing with every one costs less than walking the graph. */
  private static final int SMALL = 2_000;

  private final CollectionTables tables;

  NamespaceSizes(CollectionTables tables) {
    this.tables = tables;
  }

  /** Returns whether a search should walk the graph. */
  boolean large(Session session, SearchRequest request) throws SQLException {
    Sql count =
        Sql.of(
            "SELECT count(*) FROM (SELECT FROM "
                + tables.records()
                + " WHERE namespace = ANY(?::text[]) LIMIT ?) counted",
            RecordReader.keys(request.namespaces()),
            SMALL + 1);
    return session.list(row -> row.getLong(1), count).getFirst() > SMALL;
  }
}
