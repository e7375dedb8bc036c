package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Callers are interrupted at random moments while others work: each interrupted call ends with its
 * result or with CANCELLED and the thread's interrupt status set, and the store stays open and
 * right.
 */
@Promise(
    "Callers interrupted at random moments get their result or CANCELLED; the store stays open and"
        + " right.")
public abstract class InterruptionContract extends Contract {

  private static final int VICTIMS = 4;
  private static final int ROUNDS = 60;

  /** Creates a contract. */
  protected InterruptionContract() {}

  @Test
  void collection_callersInterruptedAtRandom_staysOpenAndRight() throws Exception {
    RecordCollection collection = collection();
    Set<String> certain = ConcurrentHashMap.newKeySet();
    Set<String> possible = ConcurrentHashMap.newKeySet();
    Crew crew = new Crew();
    Interrupter interrupter = new Interrupter(random());
    for (int victim = 0; victim < VICTIMS; victim++) {
      String prefix = "victim-" + victim + "-";
      interrupter.target(
          crew.add(() ->
              interrupter.endure(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                  write(collection, prefix + round, certain, possible);
                  read(collection, prefix + round);
                }
              })));
    }
    crew.add(() -> workUndisturbed(collection));
    crew.add(interrupter::run);
    crew.finish();
    assertHolds(collection(), certain, possible);
    assertThat(interrupter.interrupts()).as("interrupts").isPositive();
    assertThat(backend().health().healthy()).isTrue();
  }

  @Test
  void everyCall_callerInterrupted_leavesTheThreadSo() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    EveryCall.of(backend(), collection)
        .forEach((name, call) -> {
          Thread.currentThread().interrupt();
          try {
            call.accept(NO_OPTIONS);
          } catch (MemoryException e) {
            assertThat(e.kind()).as("kind of: %s", e.getMessage()).isEqualTo(ErrorKind.CANCELLED);
          } finally {
            assertThat(Thread.interrupted()).as("interrupt status after %s", name).isTrue();
          }
        });
  }

  private static void write(
      RecordCollection collection, String id, Set<String> certain, Set<String> possible) {
    try {
      collection.upsert(List.of(SampleRecords.record(ACME, id)), NO_OPTIONS);
      certain.add(id);
    } catch (MemoryException e) {
      assertInterrupted(e);
      if (!(e.outcome() instanceof WriteOutcome.NotApplied)) {
        possible.add(id);
      }
    }
  }

  private static void read(RecordCollection collection, String id) {
    try {
      search(collection, ACME, Filter.all(), denseLike(SampleRecords.record(ACME, id), 5));
      collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS);
      scanAll(collection, Set.of(GLOBEX), Filter.all(), 20);
    } catch (MemoryException e) {
      assertInterrupted(e);
    }
  }

  private static void assertInterrupted(MemoryException error) {
    if (error.kind() != ErrorKind.CANCELLED) {
      throw new AssertionError("an interrupted call answers CANCELLED, not " + error.kind(), error);
    }
    assertThat(Thread.interrupted()).as("interrupt status after CANCELLED").isTrue();
  }

  private static void workUndisturbed(RecordCollection collection) {
    for (int round = 0; round < ROUNDS; round++) {
      MemoryRecord record = SampleRecords.record(GLOBEX, "calm-" + round);
      collection.upsert(List.of(record), NO_OPTIONS);
      assertThat(search(collection, GLOBEX, Filter.all(), denseLike(record, 1_000)))
          .hasSize(round + 1);
    }
  }

  /** Returns what is there once nothing comes any more: a write that was given up may go on. */
  private static List<MemoryRecord> settled(RecordCollection collection) {
    List<MemoryRecord> before = List.of();
    while (true) {
      List<MemoryRecord> now = scanAll(collection, Set.of(ACME), Filter.all(), 100);
      if (now.size() == before.size()) {
        return now;
      }
      before = now;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void assertHolds(
      RecordCollection collection, Set<String> certain, Set<String> possible) {
    List<MemoryRecord> held = settled(collection);
    List<String> ids = held.stream().map(MemoryRecord::id).toList();
    assertThat(ids).containsAll(certain);
    List<String> unexpected = new ArrayList<>(ids);
    unexpected.removeAll(certain);
    assertThat(possible).as("records whose write said NotApplied").containsAll(unexpected);
    held.forEach(
        record -> RecordAssertions.assertSame(SampleRecords.record(ACME, record.id()), record));
    MemoryRecord query = SampleRecords.record(ACME, "query");
    assertThat(search(collection, ACME, Filter.all(), denseLike(query, 1_000)))
        .hasSize(held.size());
  }

  @Test
  @Needs(Feature.STATE_STORE)
  void state_callersInterruptedAtRandom_countsEveryAcknowledgedCommit() throws Exception {
    StateStore store = backend().state().orElseThrow();
    AtomicInteger certain = new AtomicInteger();
    AtomicInteger possible = new AtomicInteger();
    Crew crew = new Crew();
    Interrupter interrupter = new Interrupter(random());
    for (int victim = 0; victim < VICTIMS; victim++) {
      interrupter.target(
          crew.add(() ->
              interrupter.endure(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                  increment(store, certain, possible);
                }
              })));
    }
    crew.add(interrupter::run);
    crew.finish();
    int counted =
        store.get("counter", NO_OPTIONS).map(entry -> Integer.parseInt(entry.value())).orElse(0);
    assertThat(counted).isBetween(certain.get(), certain.get() + possible.get());
  }

  private static void increment(StateStore store, AtomicInteger certain, AtomicInteger possible) {
    try {
      Optional<StateEntry> present = store.get("counter", NO_OPTIONS);
      int value = present.map(entry -> Integer.parseInt(entry.value())).orElse(0);
      long version = present.map(StateEntry::version).orElse(StateChange.ABSENT);
      store.commit(List.of(new StateChange.Put("counter", "" + (value + 1), version)), NO_OPTIONS);
      certain.incrementAndGet();
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        assertInterrupted(e);
        if (!(e.outcome() instanceof WriteOutcome.NotApplied)) {
          possible.incrementAndGet();
        }
      }
    }
  }

  /** Interrupts its targets at random moments until all of them have ended. */
  private static final class Interrupter {
    private final List<Thread> targets = new ArrayList<>();
    private final AtomicInteger enduring = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final Random random;

    Interrupter(Random random) {
      this.random = random;
    }

    void target(Thread thread) {
      targets.add(thread);
      enduring.incrementAndGet();
    }

    /** Runs a target's work; it is not interrupted after that. */
    void endure(Crew.Task work) throws Exception {
      try {
        work.run();
      } finally {
        enduring.decrementAndGet();
      }
    }

    void run() {
      while (enduring.get() > 0) {
        targets.get(random.nextInt(targets.size())).interrupt();
        interrupts.incrementAndGet();
        LockSupport.parkNanos(random.nextInt(300_000));
      }
    }

    int interrupts() {
      return interrupts.get();
    }
  }
}
