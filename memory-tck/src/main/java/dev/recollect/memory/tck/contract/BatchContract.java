package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand records in one call, and calls that end in the middle of them. */
@Promise(
    "A call of ten thousand records writes all of them; one that ends in the middle says truly what"
        + " it wrote, and may be repeated.")
public abstract class BatchContract extends Contract {

  private static final int BATCH = 10_000;

  /** Records of a call that is ended in the middle: enough that a store splits them. */
  private static final int ENDED = 6_000;

  /** So often at most until one was ended before it was done. */
  private static final int PATIENCE = 4;

  private static final int ROUNDS = Math.max(2, Repetitions.ofFaults() / 5);

  /** Creates a contract. */
  protected BatchContract() {}

  @Test
  void upsert_tenThousandRecordsOfTwoNamespaces_areWrittenWhole() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < BATCH / 2; index++) {
      records.add(SampleRecords.record(ACME, "id-" + index));
      records.add(SampleRecords.record(GLOBEX, "id-" + index));
    }
    collection.upsert(records, NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(BATCH / 2);
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(ACME, GLOBEX), Filter.all(), 1_000));
  }

  @Test
  void upsert_sameIdsAtBothEndsOfTenThousand_laterWins() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>(batch(BATCH, "same-"));
    for (int index = 0; index < 100; index++) {
      records.set(
          BATCH - 1 - index, SampleRecords.builder(ACME, "same-" + index).text("later").build());
    }
    collection.upsert(records, NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(BATCH - 100);
    List<String> ids = IntStream.range(0, 100).mapToObj(index -> "same-" + index).toList();
    assertThat(collection.fetch(ACME, ids, Projection.CONTENT, NO_OPTIONS))
        .hasSize(100)
        .allMatch(record -> record.text().equals("later"));
  }

  @Test
  void upsert_oneUnwritableRecordAmongTenThousand_writesNothing() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>(batch(BATCH, "id-"));
    records.set(BATCH - 1, SampleRecords.builder(ACME, "wrong").dense(Map.of()).build());
    MemoryException error =
        assertRefused(ErrorKind.INVALID, () -> collection.upsert(records, NO_OPTIONS));
    OutcomeTruth.ofUpsert(collection, records).assertTold(error.outcome());
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void upsert_cancelledInTheMiddle_saysTrulyWhatItWrote() {
    endUpserts(ErrorKind.CANCELLED, BatchContract::cancelledAfter);
  }

  private static CallOptions cancelledAfter(Duration time) {
    CancellationToken token = new CancellationToken();
    Thread.ofVirtual()
        .start(() -> {
          LockSupport.parkNanos(time.toNanos());
          token.cancel();
        });
    return NO_OPTIONS.withCancellation(token);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void upsert_deadlinePassesInTheMiddle_saysTrulyWhatItWrote() {
    endUpserts(ErrorKind.DEADLINE, CallOptions::within);
  }

  /** Ends upserts after a random part of the time that a whole one takes, and repeats them. */
  private void endUpserts(ErrorKind kind, Function<Duration, CallOptions> endedAfter) {
    RecordCollection collection = collection();
    Random random = random();
    List<String> outcomes = new ArrayList<>();
    long whole = nanosOf(() -> collection.upsert(batch(ENDED, "whole-"), NO_OPTIONS));
    boolean ended = false;
    for (int round = 1; round <= ROUNDS || (!ended && round <= PATIENCE); round++) {
      List<MemoryRecord> batch = batch(ENDED, "round-" + round + "-");
      CallOptions options = endedAfter.apply(partOf(whole, random));
      WriteOutcome outcome = outcomeOf(kind, () -> collection.upsert(batch, options));
      OutcomeTruth.ofUpsert(collection, batch).assertTold(outcome);
      whole = nanosOf(() -> collection.upsert(batch, NO_OPTIONS));
      assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS))
          .isEqualTo((round + 1L) * ENDED);
      outcomes.add(outcome.getClass().getSimpleName());
      ended |= !(outcome instanceof WriteOutcome.Applied);
    }
    provableIf(ended, "no upsert of " + ENDED + " records was ended before it was done");
    note("upserts of " + ENDED + " records, ended at random moments by " + kind + ": " + outcomes);
  }

  @Test
  void delete_endedInTheMiddle_saysTrulyWhatItDeleted() {
    RecordCollection collection = collection();
    List<MemoryRecord> batch = batch(ENDED, "id-");
    List<String> ids = batch.stream().map(MemoryRecord::id).toList();
    collection.upsert(batch, NO_OPTIONS);
    long whole = nanosOf(() -> collection.delete(ACME, Selection.ids(ids), NO_OPTIONS));
    Random random = random();
    boolean ended = false;
    for (Selection selection : List.of(Selection.ids(ids), Selection.matching(Filter.all()))) {
      collection.upsert(batch, NO_OPTIONS);
      CallOptions options = CallOptions.within(partOf(whole, random));
      WriteOutcome outcome =
          outcomeOf(ErrorKind.DEADLINE, () -> collection.delete(ACME, selection, options));
      OutcomeTruth.ofDelete(collection, batch).assertTold(outcome);
      collection.delete(ACME, selection, NO_OPTIONS);
      assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
      ended |= !(outcome instanceof WriteOutcome.Applied);
    }
    provableIf(ended, "no delete of " + ENDED + " records was ended before it was done");
  }

  /** Returns what a write says it has written. */
  private static WriteOutcome outcomeOf(ErrorKind kind, Runnable write) {
    try {
      write.run();
      return new WriteOutcome.Applied();
    } catch (MemoryException e) {
      assertThat(e.kind()).as("kind of: %s", e.getMessage()).isEqualTo(kind);
      return e.outcome();
    }
  }

  private static List<MemoryRecord> batch(int size, String prefix) {
    return IntStream.range(0, size)
        .mapToObj(index -> SampleRecords.record(ACME, prefix + index))
        .toList();
  }

  private static Duration partOf(long nanos, Random random) {
    return Duration.ofNanos((long) (nanos * random.nextDouble()));
  }

  private static long nanosOf(Runnable call) {
    long begin = System.nanoTime();
    call.run();
    return System.nanoTime() - begin;
  }
}
