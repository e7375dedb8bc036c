package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.process.ChildProcess;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store after a client, or Milvus Lite itself, was killed (SIGKILL) at random moments. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashTest {

  private static final int REPETITIONS = Integer.getInteger("test.repetitions", 10);
  private static final int KILLS = REPETITIONS >= 100 ? REPETITIONS / 5 : 2;
  private static final long STEPS_A_LIFE = 1_000_000;

  private final Random random = new Random();

  /** The least and the most records that a batch may have now. */
  private final Map<Long, Sizes> possible = new TreeMap<>();

  private record Sizes(int least, int most) {}

  @TempDir private Path home;

  @Test
  void kill_client_losesNothingAcknowledged() throws IOException {
    try (TestStore store = TestStore.create()) {
      for (int life = 0; life < KILLS; life++) {
        try (ChildProcess child = start(store.settings(), life)) {
          awaitAMoment();
          replay(child.kill());
        }
        verify(store.settings());
      }
    }
  }

  @Test
  void kill_server_losesNothingAcknowledged() throws IOException {
    try (PrivateServer server = PrivateServer.start();
        ChildProcess child = start(server.settings(), 0)) {
      for (int kill = 0; kill < KILLS; kill++) {
        awaitAMoment();
        server.kill();
        server.restart();
      }
      awaitAMoment();
      replay(child.kill());
      verify(server.settings());
    }
  }

  /** Milvus Lite, the client's child, ends as well, and lets the next one in. */
  @Test
  void kill_clientWithALiteOfItsOwn_losesNothingAcknowledged() throws IOException {
    Map<String, String> settings = Map.of("lite.program", PrivateServer.liteProgram());
    for (int life = 0; life < KILLS; life++) {
      try (ChildProcess child = start(settings, life)) {
        awaitAMoment();
        replay(child.kill());
      }
      verify(settings);
    }
  }

  /** The first batch is awaited, so that there is something to lose. */
  private ChildProcess start(Map<String, String> settings, int life) throws IOException {
    ChildProcess child =
        ChildProcess.start(CrashChild.class, Long.toString(life * STEPS_A_LIFE), home.toString());
    settings.forEach((name, value) -> child.tell(name + "=" + value));
    child.tell("");
    replay(List.of(child.line(), child.line()));
    return child;
  }

  /** The moment of the kill is the random input of this test; nothing is awaited by it. */
  private void awaitAMoment() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(1_500)));
  }

  /** Notes what must be, and what may be, from what the child said. */
  private void replay(List<String> lines) {
    String begun = null;
    for (String line : lines) {
      if (line.startsWith("begin ") && line.split(" ", -1).length == 3) {
        begun = line;
        note(begun, "unknown");
      } else if (begun != null) {
        note(begun, line);
      }
    }
  }

  private void note(String begun, String outcome) {
    String[] words = begun.split(" ", -1);
    int size = Integer.parseInt(words[2]);
    possible.put(
        Long.parseLong(words[1]),
        switch (outcome) {
          case "done" -> new Sizes(size, size);
          case "not" -> new Sizes(0, 0);
          default -> new Sizes(0, size);
        });
  }

  private void verify(Map<String, String> settings) {
    try (Backend backend = TestStore.open(settings, home)) {
      RecordCollection collection = backend.openCollection(CrashChild.SPEC);
      Map<Long, Integer> found = found(collection);
      int all = 0;
      for (Map.Entry<Long, Sizes> batch : possible.entrySet()) {
        int size = found.getOrDefault(batch.getKey(), 0);
        assertThat(size)
            .as("batch %d", batch.getKey())
            .isBetween(batch.getValue().least(), batch.getValue().most());
        batch.setValue(new Sizes(size, size));
        all += size;
      }
      assertThat(all).isPositive();
      assertThat(nearest(collection)).isEqualTo(Math.min(1_000, all));
    }
  }

  /** Returns how many records each batch has. */
  private static Map<Long, Integer> found(RecordCollection collection) {
    Map<Long, Integer> found = new HashMap<>();
    ScanRequest request =
        new ScanRequest(
            Set.of(SampleRecords.ACME), Filter.all(), Projection.KEYS, Cursor.START, 1_000);
    while (true) {
      Page<MemoryRecord> page = collection.scan(request, CallOptions.none());
      for (MemoryRecord record : page.items()) {
        long batch = Long.parseLong(record.id().substring(0, record.id().indexOf('-')));
        found.merge(batch, 1, Integer::sum);
      }
      if (page.next().isEmpty()) {
        return found;
      }
      request = request.at(page.next().get());
    }
  }

  private static int nearest(RecordCollection collection) {
    Leg leg = SampleRecords.denseLike(SampleRecords.record(SampleRecords.ACME, "query"), 1_000);
    return collection
        .search(
            new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), List.of(leg)),
            CallOptions.none())
        .getFirst()
        .size();
  }
}
