package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.Limits;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether walking the graph costs less than comparing with every record that passes.
 *
 * <p>Measured: a record that the walk looks at costs about as much as ten that are compared in
 * passing. The graph knows no namespaces, so for k records of n among N it looks at k N / n, but at
 * least at {@code ef_search}. Both cost the same where n = 10 k N / n.
 */
final class SearchCost {

  private static final int COMPARED_FOR_ONE_WALKED = 10;

  private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

  private final CollectionTables tables;
  private final NamespaceSizes sizes;

  SearchCost(CollectionTables tables, NamespaceSizes sizes) {
    this.tables = tables;
    this.sizes = sizes;
  }

  /**
   * A walk of the graph.
   *
   * @param worthwhile whether to walk at all
   * @param candidates how many to keep in mind ({@code ef_search})
   * @param patience how many to look at before giving up: what comparing would cost
   */
  record Walk(boolean worthwhile, int candidates, long patience) {
    private static final Walk NONE = new Walk(false, 0, 0);
  }

  Walk walk(Session session, SearchRequest request) throws SQLException {
    int widest = widest(request);
    if (!tables.index().enabled() || widest == 0) {
      return Walk.NONE;
    }
    NamespaceSizes.Size size = sizes.of(session, request.namespaces());
    int candidates = Math.min(Limits.TOP_K, Math.max(tables.index().searchCandidates(), widest));
    long small = small(candidates, widest, size.total());
    boolean worthwhile =
        size.records() > small
            && (RecordSearch.unconditional(request) || passing(session, request) > small);
    boolean counted = size.records() < NamespaceSizes.COUNTED;
    long compared = counted ? size.records() : size.total();
    return new Walk(
        worthwhile, candidates, Math.max(candidates, compared / COMPARED_FOR_ONE_WALKED));
  }

  private static int widest(SearchRequest request) {
    return request.legs().stream()
        .filter(Leg.Dense.class::isInstance)
        .mapToInt(Leg::topK)
        .max()
        .orElse(0);
  }

  /** Returns up to how many records comparing is cheaper. */
  static long small(int candidates, int topK, long total) {
    double even = Math.sqrt((double) COMPARED_FOR_ONE_WALKED * topK * total);
    return Math.max((long) COMPARED_FOR_ONE_WALKED * candidates, (long) even);
  }

  /** Returns the planner's guess how many records pass. */
  private long passing(Session session, SearchRequest request) throws SQLException {
    String plan =
        session.list(row -> row.getString(1), SearchSql.explained(tables, request)).getFirst();
    Matcher rows = ROWS.matcher(plan);
    return rows.find() ? Long.parseLong(rows.group(1)) : Long.MAX_VALUE;
  }
}
