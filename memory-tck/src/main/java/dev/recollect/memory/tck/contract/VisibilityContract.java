package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.tck.asserting.AssertingBackend;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Every read sees every write acknowledged before it began, on whatever thread. */
@Promise("Every read sees every write acknowledged before it began, on whatever thread.")
public abstract class VisibilityContract extends Contract {

  private static final int ROUNDS = 60;

  /** Creates a contract. */
  protected VisibilityContract() {}

  @Test
  void reads_afterAWriteReturned_seeItAtOnce() {
    RecordCollection collection = collection();
    for (int round = 0; round < ROUNDS; round++) {
      MemoryRecord record = SampleRecords.record(ACME, "id-" + round);
      collection.upsert(List.of(record), NO_OPTIONS);
      assertSeen(collection, record);
      if (round % 3 == 0) {
        collection.delete(ACME, Selection.ids(List.of(record.id())), NO_OPTIONS);
        assertGone(collection, record);
      }
    }
  }

  @Test
  void reads_firstThingTheySee_isEachKindOfRead() {
    RecordCollection collection = collection();
    MemoryRecord first = SampleRecords.record(ACME, "first");
    collection.upsert(List.of(first), NO_OPTIONS);
    assertThat(ids(search(collection, ACME, Filter.all(), sparseLike(first, 5)))).contains("first");
    MemoryRecord second = SampleRecords.record(ACME, "second");
    collection.upsert(List.of(second), NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(2);
    MemoryRecord third = SampleRecords.record(ACME, "third");
    collection.upsert(List.of(third), NO_OPTIONS);
    assertThat(scanAll(collection, Set.of(ACME), Filter.all(), 10)).hasSize(3);
  }

  @Test
  void reads_onOtherThreads_seeWhatWasHandedToThem() throws Exception {
    RecordCollection collection = collection();
    BlockingQueue<Optional<MemoryRecord>> written = new LinkedBlockingQueue<>();
    Crew crew = new Crew();
    for (int writer = 0; writer < 3; writer++) {
      String prefix = "writer-" + writer + "-";
      crew.add(() -> writeAndHandOver(collection, prefix, written));
    }
    for (int reader = 0; reader < 3; reader++) {
      crew.add(() -> readWhatIsHandedOver(collection, written));
    }
    crew.finish();
  }

  private static void writeAndHandOver(
      RecordCollection collection, String prefix, BlockingQueue<Optional<MemoryRecord>> written) {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        MemoryRecord record = SampleRecords.record(ACME, prefix + round);
        collection.upsert(List.of(record), NO_OPTIONS);
        written.add(Optional.of(record));
      }
    } finally {
      written.add(Optional.empty());
    }
  }

  private static void readWhatIsHandedOver(
      RecordCollection collection, BlockingQueue<Optional<MemoryRecord>> written)
      throws InterruptedException {
    for (Optional<MemoryRecord> next = written.take(); next.isPresent(); next = written.take()) {
      assertSeen(collection, next.get());
    }
  }

  @Test
  @Needs(Feature.SEVERAL_PROCESSES)
  void reads_throughASecondBackend_seeTheFirstOnesWrites() {
    provableIf(
        backend().capabilities().durability() != Durability.NONE,
        "the backend declares durability NONE, so no two of them share data");
    RecordCollection collection = collection();
    try (Backend second = new AssertingBackend(fixture().open())) {
      RecordCollection other = second.openCollection(SampleRecords.spec());
      for (int round = 0; round < ROUNDS; round++) {
        MemoryRecord record = SampleRecords.record(ACME, "id-" + round);
        (round % 2 == 0 ? collection : other).upsert(List.of(record), NO_OPTIONS);
        assertSeen(round % 2 == 0 ? other : collection, record);
      }
    }
  }

  private static void assertSeen(RecordCollection collection, MemoryRecord record) {
    Filter own = Filter.eq("parent", record.id());
    assertThat(ids(search(collection, ACME, own, denseLike(record, 3)))).contains(record.id());
    assertThat(ids(search(collection, ACME, own, sparseLike(record, 3)))).contains(record.id());
    assertThat(collection.count(Set.of(ACME), own, NO_OPTIONS)).isEqualTo(1);
    RecordAssertions.assertSame(record, present(collection, ACME, record.id()));
    RecordAssertions.assertSame(List.of(record), scanAll(collection, Set.of(ACME), own, 5));
  }

  private static void assertGone(RecordCollection collection, MemoryRecord record) {
    assertThat(ids(search(collection, ACME, Filter.all(), denseLike(record, 1_000))))
        .doesNotContain(record.id());
    assertThat(ids(search(collection, ACME, Filter.all(), sparseLike(record, 1_000))))
        .doesNotContain(record.id());
    assertThat(fetch(collection, ACME, record.id())).isEmpty();
    assertThat(collection.count(Set.of(ACME), Filter.eq("parent", record.id()), NO_OPTIONS))
        .isZero();
  }

  private static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }
}
