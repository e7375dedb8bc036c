package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Searches by a graph, also where the server would choose none: all that match, and the nearest.
 */
class GraphTest {

  private static final int MANY = 4_000;
  private static final int FEW = 12;
  private static final int SEARCHES = 20;
  private static final int K = 10;

  @Test
  void search_graph_findsAllOfTheFewAndTheNearestOfTheMany() {
    try (TestStore store = TestStore.create(Map.of("index", "hnsw"));
        Backend backend = store.open()) {
      RecordCollection collection = TestStore.collection(backend);
      List<MemoryRecord> many = many();
      List<MemoryRecord> few = SampleRecords.records(SampleRecords.GLOBEX, FEW);
      collection.upsert(many, CallOptions.none());
      collection.upsert(few, CallOptions.none());
      List<MemoryRecord> rare = many.subList(0, FEW);
      int hits = 0;
      for (int number = 0; number < SEARCHES; number++) {
        MemoryRecord query = SampleRecords.record(SampleRecords.GLOBEX, "query-" + number);
        assertAll(collection, query, SampleRecords.GLOBEX, Filter.all(), few);
        assertAll(collection, query, SampleRecords.ACME, Filter.eq("size", 7), rare);
        hits += nearest(collection, query, many);
      }
      assertThat(hits / (double) (K * SEARCHES)).as("recall").isGreaterThanOrEqualTo(0.95);
    }
  }

  private static List<MemoryRecord> many() {
    List<MemoryRecord> many = new ArrayList<>();
    for (int number = 0; number < MANY; number++) {
      many.add(
          SampleRecords.builder(SampleRecords.ACME, "id-" + number)
              .payload(Payload.builder().put("size", number < FEW ? 7 : 1).build())
              .build());
    }
    return many;
  }

  /** Asks for more than match, so that the graph cannot come back with enough. */
  private static void assertAll(
      RecordCollection collection,
      MemoryRecord query,
      Namespace in,
      Filter filter,
      List<MemoryRecord> matching) {
    SearchRequest request =
        new SearchRequest(Set.of(in), filter, List.of(SampleRecords.denseLike(query, FEW + 1)));
    RankingOracle.assertExact(request, matching, collection.search(request, CallOptions.none()));
  }

  private static int nearest(
      RecordCollection collection, MemoryRecord query, List<MemoryRecord> many) {
    Leg leg = SampleRecords.denseLike(query, K);
    SearchRequest request =
        new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), List.of(leg));
    Set<String> nearest = new HashSet<>(RankingOracle.best(request, many).getFirst());
    List<Candidate> found = collection.search(request, CallOptions.none()).getFirst();
    assertThat(found).hasSize(K);
    return (int) found.stream().filter(hit -> nearest.contains(hit.id())).count();
  }
}
