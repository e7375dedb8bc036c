package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Searches one collection: all legs in one round trip, those that the graph left short once more,
 * exactly.
 */
final class RecordSearch {

  private final Calls calls;
  private final CollectionTables tables;
  private final DenseSyntax syntax;
  private final NamespaceSizes sizes;

  RecordSearch(Calls calls, CollectionTables tables, DenseSyntax syntax) {
    this.calls = calls;
    this.tables = tables;
    this.syntax = syntax;
    this.sizes = new NamespaceSizes(tables);
  }

  List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return calls.read(options, session -> search(session, request));
  }

  private List<List<Candidate>> search(Session session, SearchRequest request) throws SQLException {
    VectorExpressions vectors = syntax.queried(request);
    if (vectors.before().isPresent()) {
      // What is made lasts until the end of the transaction; there is nothing to commit then.
      session.begin();
    }
    SearchSql sql = new SearchSql(tables, vectors);
    boolean large = tables.index().enabled() && hasDense(request) && sizes.large(session, request);
    List<Sql> queries = new ArrayList<>();
    for (Leg leg : request.legs()) {
      queries.add(query(sql, request, leg, large));
    }
    List<Sql> first = new ArrayList<>(List.of(sql.settings(request)));
    vectors.before().ifPresent(first::add);
    List<List<Candidate>> found =
        new ArrayList<>(session.lists(RecordSearch::candidate, first, queries));
    if (large) {
      complete(session, sql, request, found);
    }
    return found;
  }

  private static boolean hasDense(SearchRequest request) {
    return request.legs().stream().anyMatch(Leg.Dense.class::isInstance);
  }

  private static Sql query(SearchSql sql, SearchRequest request, Leg leg, boolean large) {
    Set<Namespace> namespaces = request.namespaces();
    Filter filter = request.filter();
    return switch (leg) {
      case Leg.Dense dense ->
          large ? sql.nearest(namespaces, filter, dense) : sql.exact(namespaces, filter, dense);
      case Leg.Sparse sparse -> sql.sparse(namespaces, filter, sparse);
    };
  }

  /** The graph gives up after a while; who got less than asked for is answered without it. */
  private static void complete(
      Session session, SearchSql sql, SearchRequest request, List<List<Candidate>> found)
      throws SQLException {
    for (int position = 0; position < found.size(); position++) {
      if (request.legs().get(position) instanceof Leg.Dense dense
          && found.get(position).size() < dense.topK()) {
        Sql exact = sql.exact(request.namespaces(), request.filter(), dense);
        found.set(position, session.list(RecordSearch::candidate, exact));
      }
    }
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        Namespace.parse(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        row.getDouble(6));
  }
}
