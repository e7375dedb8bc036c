package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose time is over or that was cancelled says so, and a refused write wrote nothing. */
@Promise("A call whose time is over, or that is cancelled, says so and does nothing.")
public abstract class CallOptionsContract extends Contract {

  private static final List<MemoryRecord> RECORDS = SampleRecords.records(ACME, 5);

  /** Creates a contract. */
  protected CallOptionsContract() {}

  @BeforeEach
  void writeRecords() {
    collection().upsert(RECORDS, NO_OPTIONS);
  }

  @Test
  void everyCall_deadlineAlreadyPassed_isDeadline() {
    assertEveryCallRefused(ErrorKind.DEADLINE, CallOptions.within(Duration.ofMillis(-1)));
    assertEveryCallRefused(ErrorKind.DEADLINE, CallOptions.within(Duration.ZERO));
  }

  @Test
  void everyCall_tokenAlreadyCancelled_isCancelled() {
    CancellationToken token = new CancellationToken();
    token.cancel();
    assertEveryCallRefused(ErrorKind.CANCELLED, NO_OPTIONS.withCancellation(token));
  }

  private void assertEveryCallRefused(ErrorKind kind, CallOptions options) {
    EveryCall.of(backend(), collection())
        .forEach((name, call) -> {
          MemoryException error = assertRefused(kind, () -> call.accept(options));
          assertThat(error.outcome()).as(name).isEqualTo(new WriteOutcome.NotApplied());
        });
    assertUnchanged();
  }

  @Test
  void everyCall_withTimeLeft_isAnswered() {
    CallOptions options =
        CallOptions.within(Duration.ofMinutes(4)).withCancellation(new CancellationToken());
    EveryCall.of(backend(), collection()).values().forEach(call -> call.accept(options));
  }

  private void assertUnchanged() {
    RecordAssertions.assertSameInAnyOrder(
        RECORDS, scanAll(collection(), Set.of(ACME), Filter.all(), 10));
    backend()
        .state()
        .ifPresent(state -> assertThat(state.list("", Cursor.START, NO_OPTIONS).items()).isEmpty());
  }
}
