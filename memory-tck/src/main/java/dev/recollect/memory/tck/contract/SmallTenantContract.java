package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A tenant of 0.1 % of the rows gets all of its k, the first time and the twentieth. */
@Promise("A small tenant and a rare filter get all of their k rows, every time.")
public abstract class SmallTenantContract extends Contract {

  private static final int LARGE = 5_000;
  private static final int SMALL = 5;
  private static final int REPETITIONS = 20;

  /** Creates a contract. */
  protected SmallTenantContract() {}

  @Test
  void search_smallTenantAmongALargeOne_getsEveryRowEveryTime() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection);
    List<MemoryRecord> small = SampleRecords.records(GLOBEX, SMALL);
    collection.upsert(small, NO_OPTIONS);
    for (int round = 0; round < REPETITIONS; round++) {
      MemoryRecord query = large.get(round * 37);
      for (Leg leg : List.of(denseLike(query, SMALL), sparseLike(query, SMALL))) {
        SearchRequest request = new SearchRequest(Set.of(GLOBEX), Filter.all(), List.of(leg));
        RankingOracle.assertExact(request, small, collection.search(request, NO_OPTIONS));
      }
    }
  }

  @Test
  void search_rareFilterInALargeTenant_getsEveryRowEveryTime() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection);
    Filter rare = Filter.eq("size", 3);
    for (int round = 0; round < REPETITIONS; round++) {
      MemoryRecord query = large.get(round * 37);
      SearchRequest request =
          new SearchRequest(Set.of(ACME), rare, List.of(denseLike(query, SMALL)));
      RankingOracle.assertExact(request, large, collection.search(request, NO_OPTIONS));
    }
  }

  @Test
  void search_largeTenant_getsKRowsAndTheNearest() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection);
    int hits = 0;
    for (int round = 0; round < REPETITIONS; round++) {
      MemoryRecord query = SampleRecords.record(GLOBEX, "query-" + round);
      List<Candidate> found = search(collection, ACME, Filter.all(), denseLike(query, 10));
      assertThat(found).hasSize(10);
      Set<String> nearest = nearest(large, query, 10);
      hits += (int) found.stream().filter(hit -> nearest.contains(hit.id())).count();
    }
    assertThat(hits / (10.0 * REPETITIONS)).as("recall@10").isGreaterThanOrEqualTo(0.95);
  }

  private static Set<String> nearest(List<MemoryRecord> records, MemoryRecord query, int k) {
    SearchRequest request =
        new SearchRequest(Set.of(ACME), Filter.all(), List.of(denseLike(query, k)));
    return new HashSet<>(RankingOracle.best(request, records).getFirst());
  }

  @Test
  void search_mostRowsDeleted_stillGetsKRows() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection);
    List<String> deleted = large.subList(100, LARGE).stream().map(MemoryRecord::id).toList();
    collection.delete(ACME, Selection.ids(deleted), NO_OPTIONS);
    List<MemoryRecord> left = large.subList(0, 100);
    for (int round = 0; round < REPETITIONS; round++) {
      MemoryRecord query = large.get(round * 37);
      for (Leg leg : List.of(denseLike(query, 100), sparseLike(query, 100))) {
        SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), List.of(leg));
        RankingOracle.assertExact(request, left, collection.search(request, NO_OPTIONS));
      }
    }
  }

  private static List<MemoryRecord> writeLarge(RecordCollection collection) {
    List<MemoryRecord> large = new ArrayList<>();
    for (int index = 0; index < LARGE; index++) {
      Payload payload = Payload.builder().put("size", index % (LARGE / SMALL)).build();
      large.add(SampleRecords.builder(ACME, "id-" + index).payload(payload).build());
    }
    for (int from = 0; from < LARGE; from += 500) {
      collection.upsert(large.subList(from, from + 500), NO_OPTIONS);
    }
    return large;
  }
}
