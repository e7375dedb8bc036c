package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose time is over or that was cancelled says so, and a refused write wrote nothing. */
@Promise(
    "A call whose time is over, or that is cancelled, ends in time and says so, and what it says about its write is true.")
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
    for (Consumer<CallOptions> call : calls()) {
      MemoryException error = assertRefused(kind, () -> call.accept(options));
      assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
    }
    assertUnchanged();
  }

  @Test
  void everyCall_withTimeLeft_isAnswered() {
    CallOptions options =
        CallOptions.within(Duration.ofMinutes(4)).withCancellation(new CancellationToken());
    calls().forEach(call -> call.accept(options));
  }

  private List<Consumer<CallOptions>> calls() {
    RecordCollection collection = collection();
    Filter all = Filter.all();
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    ScanRequest scan = new ScanRequest(Set.of(ACME), all, Projection.KEYS, Cursor.START, 5);
    SearchRequest search =
        new SearchRequest(Set.of(ACME), all, List.of(denseLike(RECORDS.getFirst(), 5)));
    List<Consumer<CallOptions>> calls = new ArrayList<>();
    calls.add(options -> collection.fetch(ACME, List.of("id-0"), Projection.ALL, options));
    calls.add(options -> collection.scan(scan, options));
    calls.add(options -> collection.search(search, options));
    calls.add(options -> collection.count(Set.of(ACME), all, options));
    calls.add(options -> collection.patch(ACME, "id-0", patch, options));
    calls.add(options -> collection.upsert(List.of(SampleRecords.record(ACME, "new")), options));
    calls.add(options -> collection.delete(ACME, Selection.ids(List.of("id-1")), options));
    calls.add(options -> collection.delete(ACME, Selection.matching(all), options));
    backend()
        .state()
        .ifPresent(state -> {
          calls.add(options -> state.get("key", options));
          calls.add(options -> state.list("", Cursor.START, options));
          calls.add(
              options -> state.commit(List.of(new StateChange.Put("key", "value", 0)), options));
        });
    return calls;
  }

  private void assertUnchanged() {
    RecordAssertions.assertSameInAnyOrder(
        RECORDS, scanAll(collection(), Set.of(ACME), Filter.all(), 10));
    backend()
        .state()
        .ifPresent(state -> assertThat(state.list("", Cursor.START, NO_OPTIONS).items()).isEmpty());
  }

  @Test
  void upsert_cancelledWhileUnderWay_saysWhatItWrote() throws Exception {
    RecordCollection collection = collection();
    for (int round = 0; round < 20; round++) {
      CancellationToken token = new CancellationToken();
      String prefix = "round-" + round + "-";
      Crew crew = new Crew();
      crew.add(token::cancel);
      crew.add(() -> upsertCancellable(collection, prefix, NO_OPTIONS.withCancellation(token)));
      crew.finish();
    }
    collection.upsert(RECORDS, NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.eq("parent", "id-0"), NO_OPTIONS))
        .isEqualTo(1);
  }

  private static void upsertCancellable(
      RecordCollection collection, String prefix, CallOptions options) {
    List<MemoryRecord> batch = new ArrayList<>();
    for (int index = 0; index < 50; index++) {
      batch.add(SampleRecords.record(ACME, prefix + index));
    }
    List<String> ids = batch.stream().map(MemoryRecord::id).toList();
    try {
      collection.upsert(batch, options);
      assertThat(collection.fetch(ACME, ids, Projection.KEYS, NO_OPTIONS)).hasSize(50);
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
      if (e.outcome() instanceof WriteOutcome.NotApplied) {
        assertThat(collection.fetch(ACME, ids, Projection.KEYS, NO_OPTIONS)).isEmpty();
      }
    }
  }
}
