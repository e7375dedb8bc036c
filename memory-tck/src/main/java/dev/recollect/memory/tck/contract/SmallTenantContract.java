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
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Few rows among many: by namespace, by filter, and after most rows were deleted. */
@Promise(
    "Tenants with 1 % and with 0.01 % of the rows, and filters as rare, get k rows whenever k"
        + " match, the 1st and the 100th time on one opened backend.")
public abstract class SmallTenantContract extends Contract {

  /** Rows altogether; nearly all of them are of one tenant. */
  private static final int ROWS = 20_000;

  private static final int ONE_PERCENT = ROWS / 100;
  private static final int ONE_IN_TEN_THOUSAND = ROWS / 10_000;
  private static final int K = 10;
  private static final int REPETITIONS = 100;
  private static final Namespace TINY = Namespace.of("initech", NamespaceKind.ARCHIVE, "ada");

  /** Creates a contract. */
  protected SmallTenantContract() {}

  @Test
  void search_smallTenantsAndRareFilters_getKRowsAHundredTimes() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection, ROWS - ONE_PERCENT - ONE_IN_TEN_THOUSAND);
    List<MemoryRecord> small = SampleRecords.records(GLOBEX, ONE_PERCENT);
    List<MemoryRecord> tiny = SampleRecords.records(TINY, ONE_IN_TEN_THOUSAND);
    collection.upsert(small, NO_OPTIONS);
    collection.upsert(tiny, NO_OPTIONS);
    List<MemoryRecord> rare = withSize(large, ONE_PERCENT);
    List<MemoryRecord> rarest = withSize(large, ONE_IN_TEN_THOUSAND);
    for (int round = 0; round < REPETITIONS; round++) {
      MemoryRecord query = large.get(round * 37);
      assertExact(collection, query, GLOBEX, Filter.all(), small);
      assertExact(collection, query, TINY, Filter.all(), tiny);
      assertExact(collection, query, ACME, Filter.eq("size", ONE_PERCENT), rare);
      assertExact(collection, query, ACME, Filter.eq("size", ONE_IN_TEN_THOUSAND), rarest);
    }
  }

  private static List<MemoryRecord> withSize(List<MemoryRecord> records, int size) {
    Payload payload = Payload.builder().put("size", size).build();
    return records.stream().filter(record -> record.payload().equals(payload)).toList();
  }

  private static void assertExact(
      RecordCollection collection,
      MemoryRecord query,
      Namespace in,
      Filter filter,
      List<MemoryRecord> matching) {
    SearchRequest request =
        new SearchRequest(Set.of(in), filter, List.of(denseLike(query, K), sparseLike(query, K)));
    RankingOracle.assertExact(request, matching, collection.search(request, NO_OPTIONS));
  }

  @Test
  void search_largeTenant_getsKRowsAndTheNearest() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection, ROWS / 4);
    int hits = 0;
    int searches = 20;
    for (int round = 0; round < searches; round++) {
      MemoryRecord query = SampleRecords.record(GLOBEX, "query-" + round);
      Leg leg = denseLike(query, K);
      List<Candidate> found = search(collection, ACME, Filter.all(), leg);
      assertThat(found).hasSize(K);
      SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), List.of(leg));
      Set<String> nearest = new HashSet<>(RankingOracle.best(request, large).getFirst());
      hits += (int) found.stream().filter(hit -> nearest.contains(hit.id())).count();
    }
    double recall = hits / (double) (K * searches);
    assertThat(recall).as("recall@10").isGreaterThanOrEqualTo(0.95);
    note("recall@%d of %.3f among %,d rows".formatted(K, recall, ROWS / 4));
  }

  @Test
  void search_mostRowsDeleted_stillGetsKRows() {
    RecordCollection collection = collection();
    List<MemoryRecord> large = writeLarge(collection, ROWS / 4);
    List<String> deleted = large.subList(100, large.size()).stream().map(MemoryRecord::id).toList();
    collection.delete(ACME, Selection.ids(deleted), NO_OPTIONS);
    List<MemoryRecord> left = large.subList(0, 100);
    for (int round = 0; round < 20; round++) {
      MemoryRecord query = large.get(round * 37);
      for (Leg leg : List.of(denseLike(query, 100), sparseLike(query, 100))) {
        SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), List.of(leg));
        RankingOracle.assertExact(request, left, collection.search(request, NO_OPTIONS));
      }
    }
  }

  /** Writes rows of which a small part has one size and a tiny part another. */
  private static List<MemoryRecord> writeLarge(RecordCollection collection, int rows) {
    List<MemoryRecord> large = new ArrayList<>();
    for (int index = 0; index < rows; index++) {
      int size = 0;
      if (index % 10_000 == 77) {
        size = ONE_IN_TEN_THOUSAND;
      } else if (index % 100 == 3) {
        size = ONE_PERCENT;
      }
      Payload payload = Payload.builder().put("size", size).build();
      large.add(SampleRecords.builder(ACME, "id-" + index).payload(payload).build());
    }
    collection.upsert(large, NO_OPTIONS);
    return large;
  }
}
