package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes batches to a store until it or the server is killed. Says what it begins and what came of
 * it: {@code begin NUMBER SIZE}, then {@code done}, {@code not} or {@code unknown}.
 */
final class CrashChild {

  static final CollectionSpec SPEC =
      SampleRecords.specBuilder("crash").field("batch", PayloadType.INT64).build();

  private CrashChild() {}

  /**
   * Runs the child, with the settings on standard input.
   *
   * @param args the number of the first batch
   */
  public static void main(String[] args) {
    Map<String, String> settings = ChildSettings.read();
    long first = Long.parseLong(args[0]);
    Random random = new Random(first);
    Backend backend = TestPrefix.open(settings);
    RecordCollection collection = backend.openCollection(SPEC);
    for (long number = first; ; number++) {
      List<MemoryRecord> records = records(number, 1 + random.nextInt(40));
      say("begin " + number + " " + records.size());
      say(outcome(collection, records));
    }
  }

  private static String outcome(RecordCollection collection, List<MemoryRecord> records) {
    try {
      collection.upsert(records, CallOptions.none());
      return "done";
    } catch (MemoryException e) {
      return e.outcome() instanceof WriteOutcome.NotApplied ? "not" : "unknown";
    }
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
