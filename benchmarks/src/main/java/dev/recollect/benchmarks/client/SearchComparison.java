package dev.recollect.benchmarks.client;

import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.benchmarks.synthetic.Timings;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.exact.ExactRanking;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times a search for the ten nearest, of a tenant that has 1 % of the records and of all tenants:
 * the backend and the plain client with the same request, in turn. Counts how many of them are the
 * nearest.
 */
final class SearchComparison {

  private static final String COLLECTION = "search";
  private static final int DIMENSION = 384;
  private static final int TENANTS = 100;
  private static final int TOP_K = 10;
  private static final int RECALL_QUERIES = 100;

  private final MeasuredStore store;
  private final PrintStream out;
  private final int rows;
  private final int rounds;
  private final SyntheticPassages passages = new SyntheticPassages(DIMENSION, 1);
  private final List<MemoryRecord> all = new ArrayList<>();

  SearchComparison(MeasuredStore store, PrintStream out, int rows, int rounds) {
    this.store = store;
    this.out = out;
    this.rows = rows;
    this.rounds = rounds;
  }

  void run() throws Exception {
    try (Backend backend = store.open();
        PlainClient client = store.client()) {
      RecordCollection collection = backend.openCollection(passages.spec(COLLECTION));
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        load(collection, SyntheticPassages.tenant(tenant));
      }
      store.settle(COLLECTION);
      measure("tenant of 1 %", collection, client, Set.of(SyntheticPassages.tenant(7)));
      measure("whole", collection, client, tenants());
      backend.dropCollection(COLLECTION);
    }
  }

  private void load(RecordCollection collection, Namespace tenant) {
    List<MemoryRecord> records = passages.records(tenant, 0, rows / TENANTS);
    collection.upsert(records, CallOptions.none());
    all.addAll(records);
  }

  private static Set<Namespace> tenants() {
    return IntStream.range(0, TENANTS)
        .mapToObj(SyntheticPassages::tenant)
        .collect(Collectors.toSet());
  }

  private void measure(
      String what, RecordCollection collection, PlainClient client, Set<Namespace> namespaces)
      throws Exception {
    Timings ours = new Timings();
    Timings plain = new Timings();
    for (int round = -rounds / 8; round < rounds; round++) {
      DenseVector.Values query = passages.vector();
      Timings.Work mine = () -> require(search(collection, namespaces, query).size());
      Timings.Work hand = () -> require(client.search(COLLECTION, namespaces, query, TOP_K));
      boolean first = round % 2 == 0;
      (round < 0 ? new Timings() : first ? ours : plain).time(first ? mine : hand);
      (round < 0 ? new Timings() : first ? plain : ours).time(first ? hand : mine);
    }
    print(what, ours, plain, recall(collection, namespaces));
  }

  private static void require(int found) {
    if (found != TOP_K) {
      throw new IllegalStateException(found + " records of " + TOP_K);
    }
  }

  private static List<Candidate> search(
      RecordCollection collection, Set<Namespace> namespaces, DenseVector.Values query) {
    SearchRequest request = new SearchRequest(namespaces, Filter.all(), List.of(leg(query)));
    return collection.search(request, CallOptions.none()).getFirst();
  }

  private static Leg leg(DenseVector.Values query) {
    return new Leg.Dense(SyntheticPassages.VECTOR, query, TOP_K);
  }

  private double recall(RecordCollection collection, Set<Namespace> namespaces) {
    List<MemoryRecord> searched =
        all.stream().filter(record -> namespaces.contains(record.namespace())).toList();
    int hits = 0;
    for (int number = 0; number < RECALL_QUERIES; number++) {
      DenseVector.Values query = passages.vector();
      Set<String> nearest =
          new HashSet<>(identities(ExactRanking.best(leg(query), searched, CallOptions.none())));
      List<String> found = identities(search(collection, namespaces, query));
      hits += (int) found.stream().filter(nearest::contains).count();
    }
    return hits / (double) (RECALL_QUERIES * TOP_K);
  }

  private static List<String> identities(List<Candidate> found) {
    return found.stream().map(hit -> hit.namespace() + " " + hit.id()).toList();
  }

  private void print(String what, Timings ours, Timings plain, double recall) {
    out.printf(
        Locale.ROOT,
        "search, %,d rows x %d, %s, top-%d: this / plain client p50 %.2f, p90 %.2f"
            + " (plain client p50 %.2f ms); recall@%d %.3f (%d queries)%n",
        rows,
        DIMENSION,
        what,
        TOP_K,
        ours.percentile(50) / plain.percentile(50),
        ours.percentile(90) / plain.percentile(90),
        plain.percentile(50),
        TOP_K,
        recall,
        RECALL_QUERIES);
  }
}
