package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes to a store until it or the server is killed. Says what it begins and what came of it:
 * {@code begin NUMBER SIZE}, then {@code done}, {@code not} or {@code unknown}. Each step writes a
 * batch of records and sets all keys of the state to its number.
 */
final class CrashChild {

  static final int STATE_KEYS = 5;
  static final CollectionSpec SPEC =
      SampleRecords.specBuilder("crash").field("batch", PayloadType.INT64).build();

  private final RecordCollection collection;
  private final StateStore state;
  private final Random random;

  private CrashChild(Backend backend, long seed) {
    this.collection = backend.openCollection(SPEC);
    this.state = backend.state().orElseThrow();
    this.random = new Random(seed);
  }

  /**
   * Runs the child, with the settings on standard input.
   *
   * @param args the number of the first batch
   */
  public static void main(String[] args) {
    Map<String, String> settings = ChildSettings.read();
    long first = Long.parseLong(args[0]);
    new CrashChild(TestDatabase.open(settings), first).writeForEver(first);
  }

  private void writeForEver(long first) {
    for (long number = first; ; number++) {
      List<MemoryRecord> records = records(number, 1 + random.nextInt(40));
      step(
          "records " + number + " " + records.size(),
          () -> collection.upsert(records, CallOptions.none()));
      List<StateChange> changes = changes(number);
      if (!changes.isEmpty()) {
        step("state " + number + " " + STATE_KEYS, () -> state.commit(changes, CallOptions.none()));
      }
    }
  }

  private static void step(String what, Runnable work) {
    say("begin " + what);
    try {
      work.run();
      say("done");
    } catch (MemoryException e) {
      say(e.outcome() instanceof WriteOutcome.NotApplied ? "not" : "unknown");
    }
  }

  /** Returns the changes of all keys; none while the server does not tell their versions. */
  private List<StateChange> changes(long number) {
    List<StateChange> changes = new ArrayList<>();
    for (int key = 0; key < STATE_KEYS; key++) {
      try {
        long version =
            state.get("key/" + key, CallOptions.none()).map(StateEntry::version).orElse(0L);
        changes.add(new StateChange.Put("key/" + key, Long.toString(number), version));
      } catch (MemoryException e) {
        return List.of();
      }
    }
    return changes;
  }

  private static List<MemoryRecord> records(long batch, int size) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      records.add(
          SampleRecords.builder(SampleRecords.ACME, batch + "-" + index)
              .payload(Payload.builder().put("batch", batch).build())
              .build());
    }
    return records;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
