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
import java.util.Comparator;
import java.util.List;

/**
 * Searches one collection. All legs go to the server together. A dense leg compares with every
 * record that passes, or walks the graph, whichever is cheaper; where the graph came back with too
 * little, the leg is answered once more by comparing.
 */
final class RecordSearch {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed();

  private final Calls calls;
  private final CollectionTables tables;
  private final DenseSyntax syntax;
  private final SearchCost cost;

  RecordSearch(Calls calls, CollectionTables tables, DenseSyntax syntax, SearchCost cost) {
    this.calls = calls;
    this.tables = tables;
    this.syntax = syntax;
    this.cost = cost;
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
    SearchCost.Walk walk = cost.walk(session, request);
    List<List<Candidate>> found = new ArrayList<>();
    for (int position = 0; position < request.legs().size(); position++) {
      found.add(List.of());
    }
    Script script = new Script(request);
    script.add(Sql.of(SearchSql.SETTINGS));
    vectors.before().ifPresent(script::add);
    script.addLegs(Leg.Sparse.class, leg -> sql.sparse(request, leg));
    if (walk.worthwhile()) {
      script.add(sql.walking(walk));
      script.addLegs(Leg.Dense.class, leg -> sql.nearest(request, leg));
    } else {
      script.addLegs(Leg.Dense.class, leg -> sql.exact(request, leg));
    }
    script.run(session, found);
    if (walk.worthwhile()) {
      complete(session, sql, request, found);
    }
    return found;
  }

  /** The graph gives up after a while; who got less than asked for is answered without it. */
  private static void complete(
      Session session, SearchSql sql, SearchRequest request, List<List<Candidate>> found)
      throws SQLException {
    Script script = new Script(request);
    script.add(Sql.of(SearchSql.SETTINGS));
    script.addLegs(
        Leg.Dense.class,
        position -> found.get(position).size() < request.legs().get(position).topK(),
        leg -> sql.exact(request, leg));
    script.run(session, found);
  }

  /** Statements in the order in which they go to the server, and whose answer each is. */
  private static final class Script {
    private interface Writer<L> {
      Sql write(L leg);
    }

    private interface Choice {
      boolean wanted(int position);
    }

    private final SearchRequest request;
    private final List<Session.Part> parts = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    Script(SearchRequest request) {
      this.request = request;
    }

    void add(Sql setting) {
      parts.add(Session.Part.setting(setting));
    }

    <L extends Leg> void addLegs(Class<L> kind, Writer<L> writer) {
      addLegs(kind, any -> true, writer);
    }

    <L extends Leg> void addLegs(Class<L> kind, Choice choice, Writer<L> writer) {
      for (int position = 0; position < request.legs().size(); position++) {
        Leg leg = request.legs().get(position);
        if (kind.isInstance(leg) && choice.wanted(position)) {
          parts.add(Session.Part.query(writer.write(kind.cast(leg))));
          positions.add(position);
        }
      }
    }

    void run(Session session, List<List<Candidate>> found) throws SQLException {
      if (positions.isEmpty()) {
        return;
      }
      List<List<Candidate>> lists = session.lists(RecordSearch::candidate, parts);
      for (int index = 0; index < lists.size(); index++) {
        List<Candidate> list = lists.get(index);
        found.set(positions.get(index), list.stream().sorted(BEST_FIRST).toList());
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

  static boolean unconditional(SearchRequest request) {
    return request.filter().equals(Filter.all());
  }
}
