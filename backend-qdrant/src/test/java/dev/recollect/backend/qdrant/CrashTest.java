package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.process.ChildProcess;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store after a client, or the server itself, was killed (SIGKILL) at random moments. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashTest {

  private static final int REPETITIONS = Integer.getInteger("test.repetitions", 10);
  private static final int CLIENT_KILLS = REPETITIONS >= 100 ? REPETITIONS : 2;
  private static final int SERVER_KILLS = REPETITIONS >= 100 ? REPETITIONS / 5 : 2;
  private static final long BATCHES_A_LIFE = 1_000_000;

  private final Random random = new Random();

  /** The sizes that a batch may have now; 0 if it may be missing. */
  private final Map<Long, Set<Integer>> possible = new TreeMap<>();

  @Test
  void kill_client_losesNothingAcknowledgedAndHalvesNoBatch() throws IOException {
    try (TestPrefix prefix = TestPrefix.create()) {
      for (int life = 0; life < CLIENT_KILLS; life++) {
        try (ChildProcess child = start(prefix.settings(), life)) {
          awaitAMoment();
          replay(child.kill());
        }
        verify(prefix.settings());
      }
    }
  }

  @Test
  void kill_server_losesNothingAcknowledgedAndHalvesNoBatch() throws IOException {
    try (PrivateServer server = PrivateServer.start();
        ChildProcess child = start(server.settings(), 0)) {
      for (int kill = 0; kill < SERVER_KILLS; kill++) {
        awaitAMoment();
        server.kill();
        server.restart();
      }
      awaitAMoment();
      replay(child.kill());
      verify(server.settings());
    }
  }

  /** The first batch is awaited, so that there is something to lose. */
  private ChildProcess start(Map<String, String> settings, int life) throws IOException {
    ChildProcess child = ChildProcess.start(CrashChild.class, Long.toString(life * BATCHES_A_LIFE));
    ChildSettings.tell(child, settings);
    replay(List.of(child.line(), child.line()));
    return child;
  }

  /** The moment of the kill is the random input of this test; nothing is awaited by it. */
  private void awaitAMoment() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(1_000)));
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
          case "done" -> Set.of(size);
          case "not" -> Set.of(0);
          default -> Set.of(0, size);
        });
  }

  private void verify(Map<String, String> settings) {
    try (Backend backend = TestPrefix.open(settings)) {
      RecordCollection collection = backend.openCollection(CrashChild.SPEC);
      int acknowledged = 0;
      for (Map.Entry<Long, Set<Integer>> batch : possible.entrySet()) {
        int size = found(collection, batch.getKey());
        assertThat(batch.getValue()).as("batch %d", batch.getKey()).contains(size);
        assertThat(nearest(collection, batch.getKey())).isEqualTo(size);
        batch.setValue(Set.of(size));
        acknowledged += size;
      }
      assertThat(acknowledged).isPositive();
    }
  }

  private static int found(RecordCollection collection, long batch) {
    return (int)
        collection.count(Set.of(SampleRecords.ACME), Filter.eq("batch", batch), CallOptions.none());
  }

  private static int nearest(RecordCollection collection, long batch) {
    Leg leg = SampleRecords.denseLike(SampleRecords.record(SampleRecords.ACME, "query"), 1_000);
    return collection
        .search(
            new SearchRequest(Set.of(SampleRecords.ACME), Filter.eq("batch", batch), List.of(leg)),
            CallOptions.none())
        .getFirst()
        .size();
  }
}
