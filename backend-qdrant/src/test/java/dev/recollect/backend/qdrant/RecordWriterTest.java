package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a write that was cut says it has written. */
class RecordWriterTest {

  private static final List<String> IDS = List.of("a", "b", "c", "d");

  @Test
  void failed_onlyRequest_keepsItsOutcome() {
    assertThat(RecordWriter.failed(error(new WriteOutcome.Unknown()), IDS, 0, 4).outcome())
        .isEqualTo(new WriteOutcome.Unknown());
  }

  @Test
  void failed_laterRequest_namesWhatIsWrittenAndWhatMayBe() {
    assertThat(RecordWriter.failed(error(new WriteOutcome.Unknown()), IDS, 2, 3).outcome())
        .isEqualTo(new WriteOutcome.Partial(List.of("a", "b"), List.of("c")));
    assertThat(RecordWriter.failed(error(new WriteOutcome.NotApplied()), IDS, 2, 3).outcome())
        .isEqualTo(new WriteOutcome.Partial(List.of("a", "b"), List.of()));
  }

  @Test
  void failed_firstRequestOfMany_wroteNothingElse() {
    assertThat(RecordWriter.failed(error(new WriteOutcome.NotApplied()), IDS, 0, 2).outcome())
        .isEqualTo(new WriteOutcome.NotApplied());
    assertThat(RecordWriter.failed(error(new WriteOutcome.Unknown()), IDS, 0, 2).outcome())
        .isEqualTo(new WriteOutcome.Partial(List.of(), List.of("a", "b")));
  }

  @Test
  void failed_idAlsoUnwrittenInAnotherNamespace_isNotCalledWritten() {
    List<String> ids = List.of("one", "two", "three", "one");

    assertThat(RecordWriter.failed(error(new WriteOutcome.NotApplied()), ids, 2, 3).outcome())
        .isEqualTo(new WriteOutcome.Partial(List.of("two"), List.of("one")));
  }

  private static MemoryException error(WriteOutcome outcome) {
    return new MemoryException(ErrorKind.UNAVAILABLE, "gone", outcome, null);
  }
}
