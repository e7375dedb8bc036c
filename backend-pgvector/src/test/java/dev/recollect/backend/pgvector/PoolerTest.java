package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store behind a pooler that keeps nothing of a session between two transactions. */
class PoolerTest {

  private static final int ROUNDS = 30;
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofMinutes(2));

  private TestDatabase database;
  private FakePooler pooler;

  @BeforeEach
  void startPooler() throws IOException {
    database = TestDatabase.create();
    Map<String, String> direct = database.settings();
    pooler = new FakePooler(direct.get("host"), Integer.parseInt(direct.get("port")));
  }

  @AfterEach
  void stopPooler() throws IOException {
    if (database != null) {
      pooler.close();
      database.close();
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = database.settings();
    settings.put("port", Integer.toString(pooler.port()));
    settings.put("tls", "disable");
    settings.put("pool.size", "1");
    return settings;
  }

  @Test
  void everything_withThePoolerDeclared_works() {
    Map<String, String> settings = settings();
    settings.put("pooler", "true");
    List<MemoryRecord> large = records(2_000);
    List<MemoryRecord> small = SampleRecords.records(SampleRecords.GLOBEX, 3);

    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      collection.upsert(large, OPTIONS);
      collection.upsert(small, OPTIONS);
      for (int round = 0; round < ROUNDS; round++) {
        assertFound(collection, large.get(round), 10, 10);
        assertFound(collection, small.get(round % 3), 10, 3);
      }
      assertState(backend.state().orElseThrow());
    }

    assertThat(pooler.discarded()).isGreaterThan(ROUNDS);
  }

  private static List<MemoryRecord> records(int count) {
    return new ArrayList<>(SampleRecords.records(SampleRecords.ACME, count));
  }

  private static void assertFound(
      RecordCollection collection, MemoryRecord like, int topK, int expected) {
    SearchRequest request =
        new SearchRequest(
            Set.of(like.namespace()),
            Filter.all(),
            List.of(SampleRecords.denseLike(like, topK), SampleRecords.sparseLike(like, topK)));
    var found = collection.search(request, OPTIONS);
    assertThat(found.getFirst()).hasSize(expected);
    assertThat(found.getFirst().getFirst().id()).isEqualTo(like.id());
    assertThat(found.getFirst().getFirst().score())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(RankingOracle.TOLERANCE));
    assertThat(found.get(1).getFirst().score()).isPositive();
  }

  private static void assertState(StateStore state) {
    long version = StateChange.ABSENT;
    for (int round = 0; round < ROUNDS; round++) {
      version = state.commit(List.of(new StateChange.Put("key", "v" + round, version)), OPTIONS);
      assertThat(state.get("key", OPTIONS).orElseThrow().version()).isEqualTo(version);
    }
  }

  @Test
  void calls_withoutThePoolerDeclared_areToldTheSetting() {
    try (Backend backend = TestDatabase.open(settings())) {
      StateStore state = backend.state().orElseThrow();
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .isThrownBy(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                  state.get("key", OPTIONS);
                }
              })
              .actual();

      assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContaining("pooler = true");
    }
  }
}
