package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.process.ChildProcess;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten processes that open a store in an empty database at the same moment. */
class ConcurrentOpeningTest {

  private static final int PROCESSES = 10;

  @Test
  @Timeout(300)
  void open_tenProcessesAtOnce_shareOneStore() throws IOException {
    try (TestDatabase database = TestDatabase.create()) {
      List<ChildProcess> children = new ArrayList<>();
      try {
        for (int number = 0; number < PROCESSES; number++) {
          children.add(ChildProcess.start(Child.class, Integer.toString(number)));
        }
        for (ChildProcess child : children) {
          assertThat(child.line()).isEqualTo("ready");
        }
        for (ChildProcess child : children) {
          child.tell(database.url());
        }
        for (ChildProcess child : children) {
          assertThat(child.line()).isEqualTo("done");
        }
      } finally {
        children.forEach(ChildProcess::close);
      }
      assertHoldsEverybodysWrites(database);
    }
  }

  private static void assertHoldsEverybodysWrites(TestDatabase database) {
    try (Backend backend = TestDatabase.open(database.settings())) {
      assertThat(backend.collections(Cursor.START).items()).hasSize(1);
      RecordCollection collection = TestSchema.collection(backend);
      assertThat(collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()))
          .isEqualTo(PROCESSES);
      assertThat(backend.state().orElseThrow().list("", Cursor.START, CallOptions.none()).items())
          .hasSize(PROCESSES);
    }
  }

  /**
   * Waits for the address, which is no argument because of its password; then opens the store and
   * writes to it.
   */
  static final class Child {

    private Child() {}

    /**
     * Runs the child.
     *
     * @param args its number
     */
    public static void main(String[] args) {
      System.out.println("ready");
      String url = new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
      // Ten processes that have just started are slow at connecting where there are few cores.
      try (Backend backend = TestDatabase.open(Map.of("url", url, "connection.timeout", "60s"))) {
        TestSchema.collection(backend)
            .upsert(
                List.of(SampleRecords.record(SampleRecords.ACME, "of " + args[0])),
                CallOptions.none());
        backend
            .state()
            .orElseThrow()
            .commit(
                List.of(new StateChange.Put("of " + args[0], "v", StateChange.ABSENT)),
                CallOptions.none());
      }
      System.out.println("done");
    }
  }
}
