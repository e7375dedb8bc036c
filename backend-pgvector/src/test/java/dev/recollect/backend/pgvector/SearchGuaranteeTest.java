package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every search gets its k rows whenever k match, the first time and the hundredth on one
 * connection, whether the graph is walked or not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchGuaranteeTest {

  private static final int ROWS = 10_000;
  private static final int EXECUTIONS = 100;
  private static final int TOP_K = 10;

  private static final Namespace LARGE = tenant("large");
  private static final Namespace ONE_PERCENT = tenant("one-percent");
  private static final Namespace TINY = tenant("tiny");

  private final Random random = new Random(11);
  private final Map<Namespace, List<MemoryRecord>> stored = new HashMap<>();
  private TestSchema schema;
  private Backend backend;
  private RecordCollection collection;

  private static Namespace tenant(String owner) {
    return Namespace.of("acme", NamespaceKind.ARCHIVE, owner);
  }

  @BeforeAll
  void load() {
    schema = TestSchema.create(Map.of("pool.size", "1"));
    backend = schema.open();
    collection = TestSchema.collection(backend);
    write(LARGE, ROWS - ROWS / 100 - 1);
    write(ONE_PERCENT, ROWS / 100);
    write(TINY, 1);
  }

  /** Vectors around a few hundred topics, as texts have them. */
  private void write(Namespace namespace, int count) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Payload.Builder payload = Payload.builder().put("size", number % 1_000);
      if (number % 2 == 0) {
        payload.put("colour", "red");
      }
      records.add(
          SampleRecords.builder(namespace, "id-" + number)
              .dense(Map.of(SampleRecords.CONTENT, vector()))
              .payload(payload.build())
              .build());
    }
    collection.upsert(records, CallOptions.none());
    stored.put(namespace, records);
  }

  private DenseVector.Values vector() {
    Random topic = new Random(random.nextInt(300));
    float[] values = new float[SampleRecords.DIMENSION];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (topic.nextGaussian() + 0.4 * random.nextGaussian());
    }
    return DenseVector.of(values);
  }

  @AfterAll
  void drop() {
    if (schema != null) {
      backend.close();
      schema.close();
    }
  }

  @Test
  void search_tenantOfOnePercent_isExactEveryTime() {
    assertExactEveryTime(ONE_PERCENT, Filter.all());
  }

  @Test
  void search_tenantOfATenThousandth_isExactEveryTime() {
    assertExactEveryTime(TINY, Filter.all());
  }

  @Test
  void search_rareFilterInALargeTenant_isExactEveryTime() {
    assertExactEveryTime(LARGE, Filter.eq("size", 7));
  }

  @Test
  void search_nothingPasses_isEmptyEveryTime() {
    assertExactEveryTime(LARGE, Filter.eq("colour", "unheard of"));
  }

  private void assertExactEveryTime(Namespace namespace, Filter filter) {
    for (int execution = 0; execution < EXECUTIONS; execution++) {
      SearchRequest request = request(namespace, filter);
      RankingOracle.assertExact(
          request, stored.get(namespace), collection.search(request, CallOptions.none()));
    }
  }

  @Test
  void search_largeTenant_walksTheGraphAndGetsEveryRowEveryTime() throws Exception {
    long before = walks();
    assertNearlyExact(LARGE, Filter.all());
    awaitWalks(before + EXECUTIONS);
  }

  @Test
  void search_commonFilterInALargeTenant_getsEveryRowEveryTime() {
    assertNearlyExact(LARGE, Filter.eq("colour", "red"));
  }

  @Test
  void search_moreThanTheGraphHoldsInMind_getsEveryRow() {
    SearchRequest request =
        new SearchRequest(
            Set.of(LARGE, TINY),
            Filter.all(),
            List.of(new Leg.Dense(SampleRecords.CONTENT, vector(), 1_000)));

    assertThat(collection.search(request, CallOptions.none()).getFirst()).hasSize(1_000);
  }

  private void assertNearlyExact(Namespace namespace, Filter filter) {
    int hits = 0;
    for (int execution = 0; execution < EXECUTIONS; execution++) {
      SearchRequest request = request(namespace, filter);
      List<Candidate> found = collection.search(request, CallOptions.none()).getFirst();
      assertThat(found).as("execution %d", execution).hasSize(TOP_K);
      Set<String> best =
          new HashSet<>(RankingOracle.best(request, stored.get(namespace)).getFirst());
      hits += (int) found.stream().filter(candidate -> best.contains(candidate.id())).count();
    }
    assertThat(hits / (double) (TOP_K * EXECUTIONS)).as("recall@10").isGreaterThanOrEqualTo(0.98);
  }

  private SearchRequest request(Namespace namespace, Filter filter) {
    return new SearchRequest(
        Set.of(namespace), filter, List.of(new Leg.Dense(SampleRecords.CONTENT, vector(), TOP_K)));
  }

  private long walks() throws SQLException {
    return Long.parseLong(
        schema.value(
            "SELECT sum(idx_scan) FROM pg_stat_user_indexes WHERE schemaname = '"
                + schema.name()
                + "' AND indexrelname LIKE '%vector_0'"));
  }

  /** A server process tells what it counted once a second, or once it was idle for ten. */
  private void awaitWalks(long least) throws SQLException, InterruptedException {
    for (int tries = 0; tries < 300 && walks() < least; tries++) {
      Thread.sleep(100);
    }
    assertThat(walks()).isGreaterThanOrEqualTo(least);
  }
}
