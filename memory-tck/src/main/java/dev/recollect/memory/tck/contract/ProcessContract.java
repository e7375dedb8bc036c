package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    backend().close();
    CrashCheck check = CrashCheck.of(fixture().setup().orElseThrow());
    boolean whole = fixture().wholeBatches();
    int acknowledged = (whole ? check : check.partialBatches()).killWriters(KILLS);
    note(
        "%d processes killed while they wrote, %,d acknowledged writes%s"
            .formatted(KILLS, acknowledged, whole ? ", no batch halved" : ""));
  }
}
