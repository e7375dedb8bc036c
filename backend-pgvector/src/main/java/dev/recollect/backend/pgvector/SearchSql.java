package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;

/** The statements of a search. Each selects what a candidate is made of. */
final class SearchSql {

  /**
   * What holds for all statements of a search. The plan is made for the values, because one made
   * for any values would walk the graph for a namespace that hardly occurs in it; a join follows
   * the order of what it joins; compiling would cost more than it saves.
   */
  static final String SETTINGS =
      "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
          + " set_config('enable_hashjoin', 'off', true),"
          + " set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)";

  private static final String CANDIDATE = "namespace, id, parent, part, sequence";

  private final CollectionTables tables;
  private final VectorExpressions vectors;

  SearchSql(CollectionTables tables, VectorExpressions vectors) {
    this.tables = tables;
    this.vectors = vectors;
  }

  /** What holds for walks: the graph instead of sorting, and on and on instead of once. */
  Sql walking(SearchCost.Walk walk) {
    return Sql.of(
        "SELECT set_config('enable_sort', 'off', true),"
            + " set_config('hnsw.iterative_scan', 'relaxed_order', true),"
            + " set_config('hnsw.ef_search', ?, true),"
            + " set_config('hnsw.max_scan_tuples', ?, true)",
        Integer.toString(walk.candidates()),
        Long.toString(Math.min(Integer.MAX_VALUE, walk.patience())));
  }

  /** The nearest by walking the graph, nearly in order. */
  Sql nearest(SearchRequest request, Leg.Dense leg) {
    CollectionIndexes indexes = tables.indexes();
    return Sql.of("SELECT " + CANDIDATE + ", ")
        .add(score(leg))
        .add(" AS score FROM " + tables.records() + " WHERE ")
        .add(condition(request))
        .add(" ORDER BY (" + indexes.graphed(leg.vector()) + ") ")
        .add(tables.names().negativeInnerProduct() + " ")
        .add(vectors.of(leg.query()))
        .add(indexes.cast(leg.vector()) + " LIMIT ?", leg.topK());
  }

  /** The nearest by comparing with every record that passes; no index has that order. */
  Sql exact(SearchRequest request, Leg.Dense leg) {
    return Sql.of("SELECT * FROM (SELECT " + CANDIDATE + ", ")
        .add(score(leg))
        .add(" AS score FROM " + tables.records() + " WHERE ")
        .add(condition(request))
        .add(") compared ORDER BY score DESC LIMIT ?", leg.topK());
  }

  private Sql score(Leg.Dense leg) {
    String operator = tables.names().negativeInnerProduct();
    return Sql.of("-(" + Columns.dense(leg.vector()) + " " + operator + " ")
        .add(vectors.of(leg.query()))
        .add(")");
  }

  /**
   * The best by the postings of the query's terms. Candidates are joined to their records in the
   * order of their scores, until enough of them have passed.
   */
  Sql sparse(SearchRequest request, Leg.Sparse leg) {
    return Sql.of(
            "SELECT "
                + CANDIDATE
                + ", score FROM (SELECT p.record, sum(p.weight::float8 * q.weight) AS score"
                + " FROM unnest(?::int[], ?::real[]) AS q(term, weight) JOIN "
                + tables.postings(leg.vector())
                + " p ON p.space = ANY(?::bigint[]) AND p.term = q.term"
                + " GROUP BY p.record ORDER BY score DESC) hit JOIN "
                + tables.records()
                + " r ON r.key = hit.record WHERE ",
            leg.query().terms(),
            leg.query().weights(),
            Spaces.of(request.namespaces()))
        .add(condition(request))
        .add(" ORDER BY score DESC LIMIT ?", leg.topK());
  }

  /** What the planner thinks of the records that pass. */
  static Sql explained(CollectionTables tables, SearchRequest request) {
    return Sql.of("EXPLAIN (FORMAT JSON) SELECT FROM " + tables.records() + " WHERE ")
        .add(condition(request));
  }

  private static Sql condition(SearchRequest request) {
    Sql condition =
        request.namespaces().size() == 1
            ? Sql.of("namespace = ?", request.namespaces().iterator().next().key())
            : Sql.of(
                "namespace = ANY(?::text[])", (Object) RecordReader.keys(request.namespaces()));
    return RecordSearch.unconditional(request)
        ? condition
        : condition.add(" AND ").add(SqlFilter.of(request.filter()));
  }
}
