package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes to a backend until its process is killed. Says of each write what it begins, by the line
 * of a {@link CrashStep}, and then what came of it.
 */
final class CrashWriter {

  /** The write was acknowledged. */
  static final String DONE = "done";

  /** The write failed and certainly did nothing. */
  static final String NOT_APPLIED = "not";

  /** The write failed and may have done what it should, or a part of it. */
  static final String UNKNOWN = "unknown";

  /** Keys that are committed together, always with equal values. */
  static final List<String> STATE_KEYS =
      Stream.of("a", "b", "c", "d", "e").map(letter -> "crash/" + letter).toList();

  private static final int LARGEST_BATCH = 40;

  /** Between calls that fail: a server that is away need not be asked all the time. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final CallOptions NO_OPTIONS = CallOptions.none();

  private final Backend backend;
  private final RecordCollection collection;
  private final Consumer<String> say;

  CrashWriter(Backend backend, Consumer<String> say) {
    this.backend = backend;
    this.collection = backend.openCollection(SampleRecords.spec());
    this.say = say;
  }

  /** Writes batches from a number on, which also decides what becomes of each. */
  void writeForEver(long first) {
    Random random = new Random(first);
    for (long batch = first; ; batch++) {
      int size = 1 + random.nextInt(LARGEST_BATCH);
      upsert(new CrashStep(batch, size, 0));
      commit(CrashStep.ofState(batch));
      if (random.nextInt(3) == 0) {
        upsert(new CrashStep(batch, size, 1));
      }
      if (random.nextInt(3) == 0) {
        delete(new CrashStep(batch, size, CrashStep.ABSENT));
      }
      if (random.nextInt(4) == 0) {
        search(batch);
      }
    }
  }

  private void upsert(CrashStep step) {
    run(step, () -> collection.upsert(step.records(), NO_OPTIONS));
  }

  private void delete(CrashStep step) {
    Filter own = Filter.eq("parent", CrashStep.parent(step.batch()));
    run(step, () -> collection.delete(ACME, Selection.matching(own), NO_OPTIONS));
  }

  private void commit(CrashStep step) {
    if (backend.state().isEmpty()) {
      return;
    }
    StateStore state = backend.state().get();
    List<StateChange> changes = new ArrayList<>();
    try {
      for (String key : STATE_KEYS) {
        long version = state.get(key, NO_OPTIONS).map(StateEntry::version).orElse(0L);
        changes.add(new StateChange.Put(key, Long.toString(step.version()), version));
      }
    } catch (MemoryException e) {
      return; // The store does not tell the versions now; it will for the next batch.
    }
    run(step, () -> state.commit(changes, NO_OPTIONS));
  }

  /** A store may bring its index up to date before it answers, and be killed at that. */
  private void search(long batch) {
    try {
      collection.search(
          new SearchRequest(
              Set.of(ACME), Filter.all(), List.of(denseLike(CrashStep.record(batch, 0, 0), 10))),
          NO_OPTIONS);
    } catch (MemoryException e) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void run(CrashStep step, Runnable write) {
    say.accept(step.line());
    try {
      write.run();
      say.accept(DONE);
    } catch (MemoryException e) {
      System.err.println(e);
      say.accept(e.outcome() instanceof WriteOutcome.NotApplied ? NOT_APPLIED : UNKNOWN);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
