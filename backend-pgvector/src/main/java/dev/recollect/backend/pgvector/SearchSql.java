package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import java.util.Set;

/** The statements of a search. Each selects what a candidate is made of. */
final class SearchSql {

  private static final String CANDIDATE = "namespace, id, parent, part, sequence";

  private final CollectionTables tables;
  private final VectorExpressions vectors;

  SearchSql(CollectionTables tables, VectorExpressions vectors) {
    this.tables = tables;
    this.vectors = vectors;
  }

  /** Settings of the transaction in which the statements of a search run. */
  Sql settings(SearchRequest request) {
    int widest =
        request.legs().stream()
            .filter(Leg.Dense.class::isInstance)
            .mapToInt(Leg::topK)
            .max()
            .orElse(1);
    int candidates =
        Math.min(Limits.TOP_K, Math.max(tables.index().searchCandidates(), 2 * widest));
    return Sql.of(
        "SELECT set_config('hnsw.ef_search', ?, true),"
            + " set_config('hnsw.iterative_scan', 'relaxed_order', true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true),"
            + " set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true),"
            + " set_config('enable_mergejoin', 'off', true),"
            + " set_config('enable_seqscan', 'off', true)",
        Integer.toString(candidates));
  }

  /** The nearest by walking the graph, put in order by the full numbers. */
  Sql nearest(Set<Namespace> namespaces, Filter filter, Leg.Dense leg) {
    String cast = tables.index().type() == VectorType.VECTOR ? "" : tables.cast(leg.vector());
    return Sql.of("WITH near AS MATERIALIZED (SELECT " + CANDIDATE + ", ")
        .add(distance(leg))
        .add(" AS distance FROM " + tables.records() + " WHERE ")
        .add(condition(namespaces, filter))
        .add(" ORDER BY " + graphed(leg) + " " + tables.names().negativeInnerProduct() + " ")
        .add(vectors.of(leg.query()))
        .add(
            cast + " LIMIT ?) SELECT " + CANDIDATE + ", -distance FROM near ORDER BY distance",
            leg.topK());
  }

  private String graphed(Leg.Dense leg) {
    return tables.index().type() == VectorType.VECTOR
        ? tables.indexed(leg.vector())
        : "(" + tables.indexed(leg.vector()) + ")";
  }

  /** The nearest by comparing with every record that passes. */
  Sql exact(Set<Namespace> namespaces, Filter filter, Leg.Dense leg) {
    return Sql.of("SELECT " + CANDIDATE + ", -distance FROM (SELECT " + CANDIDATE + ", ")
        .add(distance(leg))
        .add(" AS distance FROM " + tables.records() + " WHERE ")
        .add(condition(namespaces, filter))
        .add(") compared ORDER BY distance + 0 LIMIT ?", leg.topK());
  }

  private Sql distance(Leg.Dense leg) {
    return Sql.of(Columns.dense(leg.vector()) + " " + tables.names().negativeInnerProduct() + " ")
        .add(vectors.of(leg.query()));
  }

  /**
   * The best by the postings of the query's terms. Candidates are joined to their records in the
   * order of their scores, until enough of them have passed.
   */
  Sql sparse(Set<Namespace> namespaces, Filter filter, Leg.Sparse leg) {
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
            Spaces.of(namespaces))
        .add(condition(namespaces, filter))
        .add(" ORDER BY score DESC LIMIT ?", leg.topK());
  }

  private static Sql condition(Set<Namespace> namespaces, Filter filter) {
    Sql condition =
        namespaces.size() == 1
            ? Sql.of("namespace = ?", namespaces.iterator().next().key())
            : Sql.of("namespace = ANY(?::text[])", (Object) RecordReader.keys(namespaces));
    return filter.equals(Filter.all())
        ? condition
        : condition.add(" AND ").add(SqlFilter.of(filter));
  }
}
