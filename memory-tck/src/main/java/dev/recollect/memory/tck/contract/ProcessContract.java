package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other processes that open the same data, write to it and are killed. */
@Promise(
    "Processes see each other's writes at once, or the second is refused; what a process has been"
        + " told is written is there after it was killed.")
public abstract class ProcessContract extends Contract {

  private static final int KILLS = Math.max(2, Repetitions.ofFaults() / 5);
  private static final int ROUNDS = 10;

  /** Creates a contract. */
  protected ProcessContract() {}

  @BeforeEach
  void onlyWithOtherProcesses() {
    provableIf(
        backend().capabilities().durability() != Durability.NONE,
        "the backend declares durability NONE, so its data never leaves this process");
    provableIf(
        fixture().setup().isPresent(),
        "the fixture does not say how another process opens the same data");
  }

  private OtherProcess startOther() {
    return OtherProcess.start(fixture().setup().orElseThrow());
  }

  @Test
  void open_heldByThisProcess_isSharedOrRefusedToAnother() {
    collection().upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    try (OtherProcess other = startOther()) {
      assertThat(other.ask("hello"))
          .startsWith(backend().capabilities().exclusive() ? ErrorKind.CONFLICT.name() : "opened");
    }
    assertThat(collection().count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
  }

  @Test
  void open_heldByAnotherProcess_isSharedOrRefusedToThis() {
    boolean exclusive = backend().capabilities().exclusive();
    backend().close();
    try (OtherProcess other = startOther()) {
      assertThat(other.ask("hello")).isEqualTo("opened");
      if (exclusive) {
        assertRefused(ErrorKind.CONFLICT, () -> fixture().open());
      } else {
        fixture().open().close();
      }
      assertThat(other.ask("write id")).isEqualTo("written");
    }
    reopen();
    assertThat(fetch(collection(), ACME, "id")).isPresent();
  }

  @Test
  @Needs(Feature.SEVERAL_PROCESSES)
  void reads_inEitherProcess_seeTheOthersWritesAtOnce() {
    RecordCollection collection = collection();
    try (OtherProcess other = startOther()) {
      for (int round = 0; round < ROUNDS; round++) {
        collection.upsert(List.of(SampleRecords.record(ACME, "ours-" + round)), NO_OPTIONS);
        assertThat(other.ask("sees ours-" + round)).as("seen by the other").isEqualTo("true");
        assertThat(other.ask("write theirs-" + round)).isEqualTo("written");
        MemoryRecord theirs = SampleRecords.record(ACME, "theirs-" + round);
        RecordAssertions.assertSame(theirs, present(collection, ACME, theirs.id()));
        assertThat(
                search(collection, ACME, Filter.all(), SampleRecords.denseLike(theirs, 1))
                    .getFirst()
                    .id())
            .isEqualTo(theirs.id());
      }
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void kill_whileWriting_losesNothingAcknowledged() {
    Random random = random();
    int acknowledged = 0;
    backend().close();
    for (int life = 0; life < KILLS; life++) {
      List<String> said;
      try (OtherProcess other = startOther()) {
        assertThat(other.ask("live life" + life)).isEqualTo("begin 0");
        LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(900)).toNanos());
        said = other.kill();
      }
      reopen();
      acknowledged += assertKept("life" + life, said);
      backend().close();
    }
    provableIf(acknowledged > 0, "no process had written anything when it was killed");
    note(KILLS + " processes killed while they wrote, " + acknowledged + " acknowledged batches");
  }

  /** Returns how many batches were acknowledged. */
  private int assertKept(String life, List<String> said) {
    RecordCollection collection = collection();
    int records = (int) said.stream().filter(line -> line.startsWith("records ")).count();
    for (int number = 0; number < records; number++) {
      assertThat(present(collection, life, number))
          .as("records of an acknowledged batch of a killed process")
          .hasSize(OtherProcessMain.BATCH);
    }
    present(collection, life, records)
        .forEach(read -> RecordAssertions.assertSame(SampleRecords.record(ACME, read.id()), read));
    int states = (int) said.stream().filter(line -> line.startsWith("state ")).count();
    backend().state().ifPresent(state -> assertKept(state, life, states));
    return records;
  }

  private static List<MemoryRecord> present(RecordCollection collection, String life, int number) {
    List<String> ids = OtherProcessMain.batch(life, number).stream().map(MemoryRecord::id).toList();
    return collection.fetch(ACME, ids, Projection.ALL, NO_OPTIONS);
  }

  /** The keys hold the value of the last acknowledged commit or of the one after it, all alike. */
  private static void assertKept(StateStore state, String life, int acknowledged) {
    Set<String> possible = Set.of(life + " " + (acknowledged - 1), life + " " + acknowledged);
    List<String> values =
        OtherProcessMain.STATE_KEYS.stream()
            .map(key -> state.get(key, NO_OPTIONS).map(StateEntry::value).orElse("none"))
            .distinct()
            .toList();
    if (acknowledged > 0) {
      assertThat(values).as("values committed together").hasSize(1);
      assertThat(possible).containsAll(values);
    }
  }
}
