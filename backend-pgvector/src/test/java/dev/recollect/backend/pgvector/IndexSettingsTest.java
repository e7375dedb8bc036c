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
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the settings of the index make of the table, and that searches find with each of them. */
class IndexSettingsTest {

  private static final int ROWS = 3_000;
  private static final int TOP_K = 10;

  private final Random random = new Random(5);
  private TestDatabase database;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void dropDatabase() {
    if (database != null) {
      database.close();
    }
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = database.settings();
    settings.putAll(more);
    return settings;
  }

  @Test
  void halfvec_withParametersOfItsOwn_isBuiltSoAndFinds() {
    Map<String, String> settings =
        settings(
            Map.of(
                "vector.type", "halfvec",
                "hnsw.m", "8",
                "hnsw.efconstruction", "40",
                "hnsw.efsearch", "60"));

    assertThat(recall(settings)).isGreaterThan(0.9);
    assertThat(graphs())
        .hasSize(1)
        .allSatisfy(
            graph -> assertThat(graph).contains("halfvec_ip_ops", "m='8'", "ef_construction='40'"));
  }

  @Test
  void index_off_hasNoneAndComparesAll() {
    assertThat(recall(settings(Map.of("index", "false")))).isEqualTo(1);
    assertThat(graphs()).isEmpty();
  }

  @Test
  void index_turnedOnLater_isBuiltOverWhatIsThere() {
    recall(settings(Map.of("index", "false")));
    try (Backend backend = TestDatabase.open(database.settings())) {
      TestSchema.collection(backend);
    }

    assertThat(graphs())
        .hasSize(1)
        .allSatisfy(graph -> assertThat(graph).contains("vector_ip_ops", "m='16'"));
  }

  private List<String> graphs() {
    return database.texts(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'recollect' AND indexdef LIKE '%hnsw%'");
  }

  /** Writes records into a new collection and returns the share of the nearest that it finds. */
  private double recall(Map<String, String> settings) {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      List<MemoryRecord> records = new ArrayList<>();
      for (int number = 0; number < ROWS; number++) {
        records.add(
            SampleRecords.builder(SampleRecords.ACME, "id-" + number)
                .dense(Map.of(SampleRecords.CONTENT, vector()))
                .build());
      }
      collection.upsert(records, CallOptions.none());
      int found = 0;
      for (int query = 0; query < 20; query++) {
        Leg leg = new Leg.Dense(SampleRecords.CONTENT, vector(), TOP_K);
        SearchRequest request =
            new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), List.of(leg));
        Set<String> nearest = Set.copyOf(RankingOracle.best(request, records).getFirst());
        List<Candidate> hits = collection.search(request, CallOptions.none()).getFirst();
        assertThat(hits).hasSize(TOP_K);
        found += (int) hits.stream().filter(hit -> nearest.contains(hit.id())).count();
      }
      return found / (20.0 * TOP_K);
    }
  }

  private DenseVector.Values vector() {
    float[] values = new float[SampleRecords.DIMENSION];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }
}
