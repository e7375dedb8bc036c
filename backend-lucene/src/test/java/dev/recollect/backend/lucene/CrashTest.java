package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.process.ChildProcess;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store after its process was killed at random moments. */
class CrashTest {

  private static final int KILLS = Integer.getInteger("test.repetitions", 10);
  private static final long BATCHES_A_LIFE = 1_000_000;

  /** What a batch must look like: its size and revision, or null if it is gone. */
  private final Map<Long, Content> expected = new TreeMap<>();

  private long acknowledgedState = -1;

  private record Content(int size, long revision) {}

  private record Operation(String name, long batch, int size) {
    static Operation parse(String line) {
      String[] words = line.split(" ", -1);
      return new Operation(words[1], Long.parseLong(words[2]), Integer.parseInt(words[3]));
    }

    Content content() {
      return switch (name) {
        case "upsert" -> new Content(size, 0);
        case "revise" -> new Content(size, 1);
        default -> null;
      };
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void kill_atRandomMoments_losesNothingAcknowledgedAndHalvesNothing(@TempDir Path folder)
      throws IOException {
    Random random = new Random();
    for (int life = 0; life < KILLS; life++) {
      long first = life * BATCHES_A_LIFE;
      List<String> lines = new ArrayList<>();
      try (ChildProcess child =
          ChildProcess.start(CrashChild.class, folder.toString(), Long.toString(first))) {
        lines.add(child.line());
        // The moment of the kill is the random input of this test; nothing is awaited by it.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)));
        lines.addAll(child.kill());
      }
      Operation underWay = replay(lines);
      verify(folder, underWay);
    }
    assertThat(expected).hasSizeGreaterThan(KILLS);
  }

  /** Notes what was acknowledged; returns what was begun and not acknowledged, or null. */
  private Operation replay(List<String> lines) {
    Operation underWay = null;
    for (String line : lines) {
      if (line.startsWith("begin ") && line.split(" ", -1).length == 4) {
        underWay = Operation.parse(line);
      } else if (line.equals("done") && underWay != null) {
        apply(underWay);
        underWay = null;
      }
    }
    return underWay;
  }

  private void apply(Operation operation) {
    if (operation.name().equals("state")) {
      acknowledgedState = operation.batch();
    } else {
      expected.put(operation.batch(), operation.content());
    }
  }

  private void verify(Path folder, Operation underWay) {
    try (Store store = Store.open(folder)) {
      RecordCollection collection = store.collection(CrashChild.SPEC);
      verifyRecords(read(collection), underWay);
      verifyState(store.backend().state().orElseThrow(), underWay);
      verifyIndex(collection);
    }
  }

  private void verifyRecords(Map<Long, List<MemoryRecord>> stored, Operation underWay) {
    Set<Long> batches = new TreeSet<>(expected.keySet());
    batches.addAll(stored.keySet());
    for (long batch : batches) {
      Content content = content(stored.getOrDefault(batch, List.of()));
      Content acknowledged = expected.get(batch);
      if (underWay != null && underWay.batch() == batch && !underWay.name().equals("state")) {
        Set<Content> possible = new HashSet<>();
        possible.add(acknowledged);
        possible.add(underWay.content());
        assertThat(possible).as("batch %d, killed during %s", batch, underWay).contains(content);
        expected.put(batch, content);
      } else {
        assertThat(content).as("batch %d", batch).isEqualTo(acknowledged);
      }
    }
  }

  private static Content content(List<MemoryRecord> records) {
    if (records.isEmpty()) {
      return null;
    }
    Set<Long> revisions = new HashSet<>();
    records.forEach(record -> revisions.add(number(record, "revision")));
    assertThat(revisions).as("revisions of one batch").hasSize(1);
    return new Content(records.size(), revisions.iterator().next());
  }

  private void verifyState(StateStore state, Operation underWay) {
    Set<Long> values = new HashSet<>();
    for (int key = 0; key < CrashChild.STATE_KEYS; key++) {
      values.add(
          state
              .get("key/" + key, CallOptions.none())
              .map(entry -> Long.parseLong(entry.value()))
              .orElse(-1L));
    }
    assertThat(values).as("values of keys committed together").hasSize(1);
    long value = values.iterator().next();
    if (underWay != null && underWay.name().equals("state") && value == underWay.batch()) {
      acknowledgedState = value;
    }
    assertThat(value).isEqualTo(acknowledgedState);
  }

  /** The index says the same as the truth, for the batches of the last lives. */
  private void verifyIndex(RecordCollection collection) {
    List<Long> batches = new ArrayList<>(expected.keySet());
    for (long batch : batches.subList(Math.max(0, batches.size() - 100), batches.size())) {
      Content content = expected.get(batch);
      assertThat(SearchAll.ids(collection, SampleRecords.ACME, Filter.eq("batch", batch)))
          .as("batch %d in the index", batch)
          .hasSize(content == null ? 0 : content.size());
    }
  }

  private static Map<Long, List<MemoryRecord>> read(RecordCollection collection) {
    Map<Long, List<MemoryRecord>> batches = new TreeMap<>();
    ScanRequest request =
        new ScanRequest(
            Set.of(SampleRecords.ACME), Filter.all(), Projection.ALL, Cursor.START, 1_000);
    for (Cursor cursor = Cursor.START; cursor != null; ) {
      var page = collection.scan(request.at(cursor), CallOptions.none());
      for (MemoryRecord record : page.items()) {
        batches.computeIfAbsent(number(record, "batch"), unused -> new ArrayList<>()).add(record);
      }
      cursor = page.next().orElse(null);
    }
    return batches;
  }

  private static long number(MemoryRecord record, String field) {
    return ((PayloadValue.Int64) record.payload().get(field).orElseThrow()).value();
  }
}
