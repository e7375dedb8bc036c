package dev.recollect.benchmarks.pgvector;

import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts how many of the ten nearest a search finds, over the whole table and for a tenant that has
 * 1 % of the rows, beside the same table opened without its index.
 */
final class RecallBenchmark {

  private static final int TENANTS = 100;
  private static final int TOP_K = 10;
  private static final int QUERIES = 200;

  private final BenchmarkServer server;
  private final PrintStream out;
  private final int rows;
  private final int dimension;
  private final SyntheticPassages passages;

  RecallBenchmark(BenchmarkServer server, PrintStream out, int rows, int dimension) {
    this.server = server;
    this.out = out;
    this.rows = rows;
    this.dimension = dimension;
    this.passages = new SyntheticPassages(dimension, 3);
  }

  void run() throws Exception {
    String name = "recall_" + dimension;
    try (Backend exact = server.open(Map.of("index", "false"))) {
      RecordCollection compared = exact.openCollection(passages.spec(name));
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        compared.upsert(
            passages.records(SyntheticPassages.tenant(tenant), 0, rows / TENANTS),
            CallOptions.none());
      }
      try (Backend indexed = server.open(Map.of())) {
        RecordCollection walked = indexed.openCollection(passages.spec(name));
        server.sql("VACUUM ANALYZE");
        Set<Namespace> all =
            IntStream.range(0, TENANTS)
                .mapToObj(SyntheticPassages::tenant)
                .collect(Collectors.toSet());
        print("whole table", recall(walked, compared, all));
        print("tenant of 1 %", recall(walked, compared, Set.of(SyntheticPassages.tenant(7))));
      }
    }
  }

  private double recall(
      RecordCollection walked, RecordCollection compared, Set<Namespace> namespaces) {
    int hits = 0;
    for (int query = 0; query < QUERIES; query++) {
      SearchRequest request =
          new SearchRequest(
              namespaces,
              Filter.all(),
              List.of(new Leg.Dense(SyntheticPassages.VECTOR, passages.vector(), TOP_K)));
      Set<String> best = new HashSet<>(identities(compared, request));
      hits += (int) identities(walked, request).stream().filter(best::contains).count();
    }
    return hits / (double) (QUERIES * TOP_K);
  }

  private static List<String> identities(RecordCollection collection, SearchRequest request) {
    List<Candidate> found = collection.search(request, CallOptions.none()).getFirst();
    return found.stream().map(hit -> hit.namespace() + " " + hit.id()).toList();
  }

  private void print(String what, double recall) {
    out.printf(
        Locale.ROOT,
        "recall@%d, %,d rows x %d, %s: %.3f (%d queries)%n",
        TOP_K,
        rows,
        dimension,
        what,
        recall,
        QUERIES);
  }
}
