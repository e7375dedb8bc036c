package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes to a store until it is killed. Says on standard output what it begins and what has been
 * acknowledged: {@code begin OPERATION NUMBER SIZE} and {@code done}.
 */
final class CrashChild {

  static final int STATE_KEYS = 5;
  static final CollectionSpec SPEC =
      SampleRecords.specBuilder("crash")
          .field("batch", PayloadType.INT64)
          .field("revision", PayloadType.INT64)
          .build();

  private final RecordCollection collection;
  private final StateStore state;
  private final Random random;

  private CrashChild(Store store, long seed) {
    this.collection = store.collection(SPEC);
    this.state = store.backend().state().orElseThrow();
    this.random = new Random(seed);
  }

  /**
   * Runs the child.
   *
   * @param args the folder of the store, the number of the first batch
   */
  public static void main(String[] args) {
    long first = Long.parseLong(args[1]);
    new CrashChild(Store.open(Path.of(args[0])), first).writeForEver(first);
  }

  private void writeForEver(long first) {
    for (long batch = first; ; batch++) {
      int size = 1 + random.nextInt(40);
      say("begin upsert " + batch + " " + size);
      collection.upsert(records(batch, size, 0), CallOptions.none());
      say("done");
      commitState(batch);
      if (random.nextInt(3) == 0) {
        say("begin revise " + batch + " " + size);
        collection.upsert(records(batch, size, 1), CallOptions.none());
        say("done");
      }
      if (random.nextInt(3) == 0) {
        say("begin delete " + batch + " " + size);
        collection.delete(
            SampleRecords.ACME, Selection.matching(Filter.eq("batch", batch)), CallOptions.none());
        say("done");
      }
      if (random.nextInt(4) == 0) {
        SearchAll.ids(collection, SampleRecords.ACME);
      }
    }
  }

  private void commitState(long batch) {
    List<StateChange> changes = new ArrayList<>();
    for (int key = 0; key < STATE_KEYS; key++) {
      long version =
          state.get("key/" + key, CallOptions.none()).map(StateEntry::version).orElse(0L);
      changes.add(new StateChange.Put("key/" + key, Long.toString(batch), version));
    }
    say("begin state " + batch + " " + STATE_KEYS);
    state.commit(changes, CallOptions.none());
    say("done");
  }

  private static List<MemoryRecord> records(long batch, int size, long revision) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      records.add(
          SampleRecords.builder(SampleRecords.ACME, batch + "-" + index)
              .payload(Payload.builder().put("batch", batch).put("revision", revision).build())
              .build());
    }
    return records;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
