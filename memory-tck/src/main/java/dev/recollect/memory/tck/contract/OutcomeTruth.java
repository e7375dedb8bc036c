package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.RecordAssertions;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Compares what a failed write says of itself with what is there. Not thread-safe. */
public final class OutcomeTruth {

  /** A write that was given up and lands nevertheless does so within this time. */
  private static final Duration LATE = Duration.ofMillis(200);

  private final RecordCollection collection;
  private final Map<String, MemoryRecord> batch = new LinkedHashMap<>();
  private final boolean deleted;

  private OutcomeTruth(RecordCollection collection, List<MemoryRecord> batch, boolean deleted) {
    this.collection = collection;
    this.deleted = deleted;
    batch.forEach(record -> this.batch.put(record.id(), record));
  }

  /** Looks at an upsert of records of one namespace none of which was there before. */
  public static OutcomeTruth ofUpsert(RecordCollection collection, List<MemoryRecord> batch) {
    return new OutcomeTruth(collection, batch, false);
  }

  /** Looks at a delete of records of one namespace all of which were there before. */
  public static OutcomeTruth ofDelete(RecordCollection collection, List<MemoryRecord> batch) {
    return new OutcomeTruth(collection, batch, true);
  }

  /**
   * Asserts that what certainly happened has, that what certainly did not has not, and that no
   * record is there by half: at once and a little later, when a write that was given up may have
   * landed.
   */
  public void assertTold(WriteOutcome outcome) {
    assertToldNow(outcome);
    LockSupport.parkNanos(LATE.toNanos());
    assertToldNow(outcome);
  }

  private void assertToldNow(WriteOutcome outcome) {
    Set<String> happened = happened();
    switch (outcome) {
      case WriteOutcome.NotApplied ignored ->
          assertThat(happened).as("written, though the outcome says NotApplied").isEmpty();
      case WriteOutcome.Applied ignored ->
          assertThat(happened).as("written, outcome Applied").hasSameSizeAs(batch.keySet());
      case WriteOutcome.Partial(List<String> applied, List<String> unknown) -> {
        assertThat(batch.keySet()).as("ids of the call").containsAll(applied).containsAll(unknown);
        assertThat(happened).as("written, as Partial says").containsAll(applied);
        applied.forEach(happened::remove);
        unknown.forEach(happened::remove);
        assertThat(happened).as("written, though Partial names them nowhere").isEmpty();
      }
      case WriteOutcome.Unknown ignored -> {}
    }
  }

  /** Returns the ids whose write has happened. */
  private Set<String> happened() {
    Set<String> present = new HashSet<>();
    MemoryRecord any = batch.values().iterator().next();
    List<String> ids = List.copyOf(batch.keySet());
    collection
        .fetch(any.namespace(), ids, Projection.ALL, CallOptions.none())
        .forEach(read -> {
          RecordAssertions.assertSame(batch.getOrDefault(read.id(), any), read);
          present.add(read.id());
        });
    if (!deleted) {
      return present;
    }
    Set<String> absent = new HashSet<>(ids);
    absent.removeAll(present);
    return absent;
  }
}
