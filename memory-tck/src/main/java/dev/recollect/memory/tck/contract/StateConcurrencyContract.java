package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight threads commit to the same keys: no update is lost, none is seen by half. */
@Needs(Feature.STATE_STORE)
@Promise("Threads that commit to the same keys lose no update and see none by half.")
public abstract class StateConcurrencyContract extends Contract {

  private static final int THREADS = 8;
  private static final int ROUNDS = 30;

  /** Creates a contract. */
  protected StateConcurrencyContract() {}

  private StateStore store() {
    return backend().state().orElseThrow();
  }

  @Test
  void commit_oneCounterFromManyThreads_losesNoUpdate() throws Exception {
    StateStore store = store();
    Set<Long> versions = ConcurrentHashMap.newKeySet();
    inEachThread(thread -> {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(versions.add(increment(store, List.of("counter")))).isTrue();
      }
    });
    assertThat(store.get("counter", NO_OPTIONS).map(StateEntry::value))
        .contains("" + THREADS * ROUNDS);
    assertThat(versions).hasSize(THREADS * ROUNDS);
  }

  @Test
  void commit_severalKeysFromManyThreads_keepsThemEqual() throws Exception {
    StateStore store = store();
    List<String> keys = List.of("pair/a", "pair/b", "pair/c");
    AtomicInteger writing = new AtomicInteger(THREADS);
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      crew.add(() -> {
        try {
          for (int round = 0; round < ROUNDS; round++) {
            increment(store, keys);
          }
        } finally {
          writing.decrementAndGet();
        }
      });
    }
    crew.add(() -> {
      while (writing.get() > 0) {
        assertEqualValues(store.list("pair/", Cursor.START, NO_OPTIONS).items());
      }
    });
    crew.finish();
    List<StateEntry> last = store.list("pair/", Cursor.START, NO_OPTIONS).items();
    assertThat(last).hasSize(3).allMatch(entry -> entry.value().equals("" + THREADS * ROUNDS));
  }

  private static void assertEqualValues(List<StateEntry> entries) {
    assertThat(entries).hasSizeBetween(0, 3);
    assertThat(entries.stream().map(StateEntry::value).distinct().count())
        .as("values of one commit, seen in one page: %s", entries)
        .isLessThanOrEqualTo(1);
    assertThat(entries.stream().map(StateEntry::version).distinct().count()).isLessThanOrEqualTo(1);
  }

  @Test
  void commit_creationFromManyThreads_succeedsOnce() throws Exception {
    StateStore store = store();
    AtomicInteger winners = new AtomicInteger();
    inEachThread(thread -> {
      for (int round = 0; round < ROUNDS; round++) {
        try {
          store.commit(
              List.of(new StateChange.Put("key-" + round, "" + thread, StateChange.ABSENT)),
              NO_OPTIONS);
          winners.incrementAndGet();
        } catch (MemoryException e) {
          assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
        }
      }
    });
    assertThat(winners).hasValue(ROUNDS);
  }

  @Test
  void commit_differentKeysFromManyThreads_neverConflicts() throws Exception {
    StateStore store = store();
    inEachThread(thread -> {
      long version = StateChange.ABSENT;
      for (int round = 0; round < ROUNDS; round++) {
        version =
            store.commit(
                List.of(new StateChange.Put("own-" + thread, "" + round, version)), NO_OPTIONS);
      }
    });
    assertThat(store.list("own-", Cursor.START, NO_OPTIONS).items())
        .hasSize(THREADS)
        .allMatch(entry -> entry.value().equals("" + (ROUNDS - 1)));
  }

  private static long increment(StateStore store, List<String> keys) {
    while (true) {
      List<StateChange> changes = new ArrayList<>();
      for (String key : keys) {
        Optional<StateEntry> present = store.get(key, NO_OPTIONS);
        int value = present.map(entry -> Integer.parseInt(entry.value())).orElse(0);
        long version = present.map(StateEntry::version).orElse(StateChange.ABSENT);
        changes.add(new StateChange.Put(key, "" + (value + 1), version));
      }
      try {
        return store.commit(changes, NO_OPTIONS);
      } catch (MemoryException e) {
        assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
      }
    }
  }

  private static void inEachThread(NumberedTask task) throws InterruptedException {
    Crew crew = new Crew();
    IntStream.range(0, THREADS).forEach(thread -> crew.add(() -> task.run(thread)));
    crew.finish();
  }

  private interface NumberedTask {
    void run(int thread) throws Exception;
  }
}
