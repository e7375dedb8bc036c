package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a call of several transactions says it has written when one of them fails. */
class RecordWriterTest {

  private static MemoryRecord record(Namespace namespace, String id) {
    return SampleRecords.record(namespace, id);
  }

  @Test
  void batches_ofTwoRecordsOfOneIdentityFarApart_keepTheLater() {
    MemoryRecord later = SampleRecords.builder(SampleRecords.ACME, "one").text("later").build();
    List<MemoryRecord> records =
        List.of(
            record(SampleRecords.ACME, "one"),
            record(SampleRecords.GLOBEX, "one"),
            record(SampleRecords.ACME, "two"),
            later);

    assertThat(Batches.of(records, 2).stream().flatMap(List::stream))
        .containsExactlyInAnyOrder(later, records.get(1), records.get(2));
  }

  @Test
  void partial_laterTransactionWroteNothing_namesWhatTheEarlierWrote() {
    List<List<MemoryRecord>> batches =
        List.of(
            List.of(record(SampleRecords.ACME, "one")), List.of(record(SampleRecords.ACME, "two")));

    assertThat(RecordWriter.partial(batches, 1, new WriteOutcome.NotApplied()))
        .isEqualTo(new WriteOutcome.Partial(List.of("one"), List.of()));
    assertThat(RecordWriter.partial(batches, 1, new WriteOutcome.Unknown()))
        .isEqualTo(new WriteOutcome.Partial(List.of("one"), List.of("two")));
  }

  @Test
  void partial_idAlsoUnwrittenInAnotherNamespace_isNotCalledWritten() {
    List<List<MemoryRecord>> batches =
        List.of(
            List.of(record(SampleRecords.ACME, "one"), record(SampleRecords.ACME, "two")),
            List.of(record(SampleRecords.ACME, "three")),
            List.of(record(SampleRecords.GLOBEX, "one")));

    assertThat(RecordWriter.partial(batches, 1, new WriteOutcome.NotApplied()))
        .isEqualTo(new WriteOutcome.Partial(List.of("two"), List.of("one")));
  }
}
