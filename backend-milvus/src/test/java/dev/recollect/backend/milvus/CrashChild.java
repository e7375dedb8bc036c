package dev.recollect.backend.milvus;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;

/**
 * Writes to a store until it or the server is killed. Says what it begins and what came of it:
 * {@code begin NUMBER SIZE}, then {@code done}, {@code not} or {@code unknown}.
 */
final class CrashChild {

  static final CollectionSpec SPEC =
      SampleRecords.specBuilder("crash").field("batch", PayloadType.INT64).build();

  private final RecordCollection collection;
  private final Random random;

  private CrashChild(Backend backend, long seed) {
    this.collection = backend.openCollection(SPEC);
    this.random = new Random(seed);
  }

  /**
   * Runs the child, with the settings on standard input.
   *
   * @param args the number of the first batch, and the home folder
   */
  public static void main(String[] args) {
    Map<String, String> settings = settings();
    long first = Long.parseLong(args[0]);
    new CrashChild(TestStore.open(settings, Path.of(args[1])), first).writeForEver(first);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    for (String line = lines.nextLine(); !line.isEmpty(); line = lines.nextLine()) {
      String[] parts = line.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }

  private void writeForEver(long first) {
    for (long number = first; ; number++) {
      List<MemoryRecord> records = records(number, 1 + random.nextInt(40));
      say("begin " + number + " " + records.size());
      try {
        collection.upsert(records, CallOptions.none());
        say("done");
      } catch (MemoryException e) {
        say(e.outcome() instanceof WriteOutcome.NotApplied ? "not" : "unknown");
      }
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
