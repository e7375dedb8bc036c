package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Closing ends every call with a result or UNAVAILABLE, loses nothing, and may be repeated. */
@Promise(
    "Closing ends every call with a result or UNAVAILABLE, loses nothing, and may be repeated.")
public abstract class LifecycleContract extends Contract {

  private static final int THREADS = 6;

  /** Creates a contract. */
  protected LifecycleContract() {}

  @Test
  void health_openAndClosed_tellsThemApart() {
    assertThat(backend().health().healthy()).isTrue();
    backend().close();
    assertThat(backend().health().healthy()).isFalse();
  }

  @Test
  void close_repeatedAndFromManyThreads_isAllowed() throws Exception {
    collection().upsert(SampleRecords.records(ACME, 10), NO_OPTIONS);
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      crew.add(() -> backend().close());
    }
    crew.finish();
    backend().close();
  }

  @Test
  void close_nothingEverDone_isAllowed() {
    backend().close();
  }

  @Test
  void everyCall_afterClose_isUnavailable() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    Map<String, Consumer<CallOptions>> calls = EveryCall.of(backend(), collection);
    backend().close();
    calls.put("open", options -> backend().openCollection(SampleRecords.spec()));
    calls.put("list", options -> backend().collections(Cursor.START));
    calls.put("drop", options -> backend().dropCollection("sample"));
    calls.forEach((name, call) -> {
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .as(name)
              .isThrownBy(() -> call.accept(NO_OPTIONS))
              .actual();
      assertThat(error.kind())
          .as("%s: %s", name, error.getMessage())
          .isEqualTo(ErrorKind.UNAVAILABLE);
    });
  }

  @Test
  void close_whileInUse_endsEveryCallAndLosesNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      Set<String> certain = ConcurrentHashMap.newKeySet();
      Set<String> possible = ConcurrentHashMap.newKeySet();
      closeInUse(round, certain, possible);
      reopen();
      if (backend().capabilities().durability() != Durability.NONE) {
        assertHolds("round-" + round, certain, possible);
      }
    }
  }

  private void closeInUse(int round, Set<String> certain, Set<String> possible) throws Exception {
    RecordCollection collection = collection();
    CountDownLatch busy = new CountDownLatch(THREADS);
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = "round-" + round + "-" + thread + "-";
      crew.add(() -> workUntilClosed(collection, prefix, busy, certain, possible));
    }
    crew.add(() -> {
      busy.await();
      backend().close();
    });
    crew.finish();
  }

  private static void workUntilClosed(
      RecordCollection collection,
      String prefix,
      CountDownLatch busy,
      Set<String> certain,
      Set<String> possible) {
    for (int number = 0; ; number++) {
      MemoryRecord record = SampleRecords.record(ACME, prefix + number);
      try {
        possible.add(record.id());
        collection.upsert(List.of(record), NO_OPTIONS);
        certain.add(record.id());
        search(collection, ACME, Filter.all(), denseLike(record, 5));
      } catch (MemoryException e) {
        assertThat(e.kind()).as("kind of: %s", e.getMessage()).isEqualTo(ErrorKind.UNAVAILABLE);
        if (e.outcome() instanceof WriteOutcome.NotApplied && !certain.contains(record.id())) {
          possible.remove(record.id());
        }
        return;
      } finally {
        busy.countDown();
      }
    }
  }

  private void assertHolds(String prefix, Set<String> certain, Set<String> possible) {
    List<String> held =
        scanAll(collection(), Set.of(ACME), Filter.all(), 100).stream()
            .map(MemoryRecord::id)
            .filter(id -> id.startsWith(prefix + "-"))
            .toList();
    assertThat(held).as("acknowledged writes").containsAll(certain);
    assertThat(possible).as("writes that may have happened").containsAll(held);
  }

  @Test
  @Needs(Feature.SEVERAL_PROCESSES)
  void open_whileOpen_leavesTheFirstAlone() {
    collection().upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    try (Backend second = fixture().open()) {
      assertThat(second.health().healthy()).isTrue();
    }
    assertThat(collection().count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
  }
}
