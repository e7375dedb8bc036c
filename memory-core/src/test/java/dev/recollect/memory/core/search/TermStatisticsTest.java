package dev.recollect.memory.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.fake.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TermStatisticsTest {

  private static final Namespace ADA = Namespace.of("t", NamespaceKind.RECALL, "ada");
  private static final Namespace BOB = Namespace.of("t", NamespaceKind.RECALL, "bob");

  private final ProviderFixture store = new ProviderFixture(new InMemoryProvider());
  private final Backend backend = store.open();
  private final ManualClock clock = new ManualClock();
  private final RecordCollection collection =
      backend.openCollection(
          CollectionSpec.builder("recall_1").dense("content", 1).sparse("content").build());
  private final TermStatistics statistics = new TermStatistics(collection, clock);

  @AfterEach
  void close() {
    backend.close();
    store.close();
  }

  private static MemoryRecord record(Namespace namespace, int number, int... terms) {
    float[] weights = new float[terms.length];
    java.util.Arrays.fill(weights, 1f);
    return MemoryRecord.builder(namespace, "c/" + number)
        .dense(Map.of("content", DenseVector.of(1f)))
        .sparse(Map.of("content", SparseVector.of(terms, weights)))
        .build();
  }

  private double rarity(Namespace namespace, int term) {
    return statistics
        .sample(Set.of(namespace), CallOptions.none())
        .inverseDocumentFrequency("content", term);
  }

  private static double expected(double records, double frequency) {
    return Math.log(1 + (records - frequency + 0.5) / (frequency + 0.5));
  }

  private void write(Namespace namespace, int from, int to) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      records.add(
          number % 10 == 0 ? record(namespace, number, 5, 9) : record(namespace, number, 5));
    }
    collection.upsert(records, CallOptions.none());
  }

  @Test
  void rarity_inASmallNamespace_countsAllRecordsOfIt() {
    write(ADA, 0, 200);
    write(BOB, 0, 150);
    assertThat(rarity(ADA, 5)).isCloseTo(expected(200, 200), within(1e-9));
    assertThat(rarity(ADA, 9)).isCloseTo(expected(200, 20), within(1e-9));
    assertThat(rarity(ADA, 7)).isCloseTo(expected(200, 0), within(1e-9));
    assertThat(rarity(BOB, 9)).isCloseTo(expected(150, 15), within(1e-9));
  }

  @Test
  void rarity_amongAHandful_isThatOfAHundred() {
    write(ADA, 1, 4);
    assertThat(rarity(ADA, 5)).isCloseTo(expected(100, 3), within(1e-9));
  }

  @Test
  void rarity_inALargeNamespace_comesFromASample() {
    write(ADA, 0, 12_000);
    double ratio = expected(4_000, 400);
    assertThat(rarity(ADA, 9)).isCloseTo(ratio, within(0.25));
    assertThat(rarity(ADA, 5)).isLessThan(0.001);
  }

  @Test
  void rarity_followsOwnWrites() {
    write(ADA, 0, 200);
    double before = rarity(ADA, 9);
    List<MemoryRecord> more = new ArrayList<>();
    for (int number = 200; number < 300; number++) {
      more.add(record(ADA, number, 9));
    }
    statistics.written(more);
    assertThat(rarity(ADA, 9)).isCloseTo(expected(300, 120), within(1e-9)).isLessThan(before);
  }

  @Test
  void rarity_seesWhatOthersWrote_onceItIsOld() {
    write(ADA, 0, 200);
    double before = rarity(ADA, 9);
    write(ADA, 200, 400);
    assertThat(rarity(ADA, 9)).isEqualTo(before);
    clock.advance(RankingConstants.STATISTICS_AGE);
    assertThat(rarity(ADA, 9)).isCloseTo(expected(400, 40), within(1e-9));
  }

  @Test
  void termCounts_keepEveryTermThroughGrowth() {
    TermCounts counts = new TermCounts();
    for (int term = 1; term <= 5_000; term++) {
      counts.add(SparseVector.of(new int[] {term}, new float[] {1f}));
    }
    counts.add(SparseVector.of(new int[] {17, -2}, new float[] {1f, 1f}));
    assertThat(counts.of(17)).isEqualTo(2);
    assertThat(counts.of(-2)).isEqualTo(1);
    assertThat(counts.of(4_999)).isEqualTo(1);
    assertThat(counts.of(6_000)).isZero();
  }
}
