package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A process whose disk is small and its own, and gets full. */
final class FullDiskChild {

  /** Printed at the end of a scenario in which everything was as it should be. */
  static final String PASSED = "passed";

  private static final CallOptions OPTIONS = CallOptions.none();

  private final Path disk;
  private final Path filler;

  private FullDiskChild(Path disk) {
    this.disk = disk;
    this.filler = disk.resolve("filler");
  }

  /** Runs a scenario, named by the first argument, on the disk mounted at the second. */
  public static void main(String[] arguments) throws Exception {
    FullDiskChild child = new FullDiskChild(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "refuse" -> child.refuse();
      case "divide" -> child.divide();
      case "index" -> child.index();
      case "close" -> child.close();
      case "random" -> child.random(Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(PASSED);
  }

  /** Every write is refused and leaves nothing behind, every read goes on. */
  private void refuse() throws IOException {
    try (Store store = open()) {
      RecordCollection records = store.collection();
      StateStore state = store.backend().state().orElseThrow();
      records.upsert(records("kept", 100), OPTIONS);
      long version = state.commit(List.of(new StateChange.Put("key", "old", 0)), OPTIONS);
      // What was searched for once is in the index; see index() for what was not.
      requireExactly(records, ids("kept", 100));
      fill(0);

      refused(() -> records.upsert(records("lost", 1), OPTIONS));
      refused(() -> records.upsert(records("lost", 500), OPTIONS));
      refused(() ->
          state.commit(
              List.of(
                  new StateChange.Put("key", "new", version),
                  new StateChange.Put("other", "x".repeat(100_000), 0)),
              OPTIONS));
      refused(() ->
          records.patch(
              SampleRecords.ACME,
              "kept-1",
              Patch.set(Payload.builder().put("colour", "red").build()),
              OPTIONS));
      refused(() -> records.delete(SampleRecords.ACME, Selection.ids(ids("kept", 100)), OPTIONS));
      assertThat(store.backend().health().healthy()).isFalse();
      assertThat(store.backend().health().detail()).contains("full");

      requireExactly(records, ids("kept", 100));
      assertThat(state.get("key", OPTIONS).orElseThrow().value()).isEqualTo("old");
      assertThat(state.get("other", OPTIONS)).isEmpty();
      assertThat(records.fetch(SampleRecords.ACME, List.of("kept-1"), Projection.ALL, OPTIONS))
          .containsExactlyElementsOf(records("kept", 2).subList(1, 2));

      Files.delete(filler);
      assertThat(store.backend().health().healthy()).isTrue();
      records.upsert(records("later", 1), OPTIONS);
      state.commit(List.of(new StateChange.Put("key", "new", version)), OPTIONS);
      List<String> all = ids("kept", 100);
      all.add("later-0");
      requireExactly(records, all);
    }
    requireAfterReopening(101);
  }

  /** A call of two transactions, of which the second does not fit. */
  private void divide() throws IOException {
    try (Store store = open()) {
      RecordCollection records = store.collection();
      List<MemoryRecord> batch = records("many", 5_500);
      fill(10_000_000);

      MemoryException error =
          catchThrowableOfType(MemoryException.class, () -> records.upsert(batch, OPTIONS));

      assertThat(error).isNotNull();
      assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      List<String> applied =
          error.outcome() instanceof WriteOutcome.Partial partial ? partial.applied() : List.of();
      assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS))
          .isEqualTo(applied.size());
      Files.delete(filler);
      records.upsert(batch, OPTIONS);
      assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS)).isEqualTo(5_500);
    }
  }

  /** The index has more to write than fits: a search waits for space, and no record is lost. */
  private void index() throws IOException {
    try (Store store = open()) {
      RecordCollection records = store.collection();
      for (int round = 0; round < 12; round++) {
        records.upsert(records("r" + round, 200), OPTIONS);
        fill(round * 20_000L);
        try {
          assertThat(SearchAll.ids(records, SampleRecords.ACME))
              .hasSize(Math.min(1_000, 200 * (round + 1)));
        } catch (MemoryException e) {
          assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
          assertThat(e).hasMessageContaining("free").hasMessageContaining("No record is lost");
        }
        assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS))
            .isEqualTo(200L * (round + 1));
        Files.delete(filler);
        assertThat(SearchAll.ids(records, SampleRecords.ACME))
            .hasSize(Math.min(1_000, 200 * (round + 1)));
      }
    }
  }

  /** Closing a store on a full disk is no fault, and opening it there works or says why not. */
  private void close() throws IOException {
    Store store = open();
    RecordCollection records = store.collection();
    records.upsert(records("kept", 3_000), OPTIONS);
    records.delete(SampleRecords.ACME, Selection.ids(ids("kept", 2_500)), OPTIONS);
    fill(0);
    store.close();
    fill(0);
    try (Store again = open()) {
      requireExactly(again.collection(), ids("kept", 2_500, 3_000));
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(e).hasMessageContaining("full");
    }
    Files.delete(filler);
    requireAfterReopening(500);
  }

  /** The disk has a random rest of room, in which writes are tried until one is refused. */
  private void random(int rounds) throws IOException {
    Random random = new Random(20_261_121);
    Set<String> acknowledged = new TreeSet<>();
    for (int round = 0; round < rounds; round++) {
      try (Store store = open()) {
        RecordCollection records = store.collection();
        fill(random.nextInt(600_000));
        fillUp(records, "r" + round, random, acknowledged);
        Files.delete(filler);
        assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS))
            .isEqualTo(acknowledged.size());
        assertThat(SearchAll.ids(records, SampleRecords.ACME))
            .hasSize(Math.min(1_000, acknowledged.size()));
        if (acknowledged.size() > 900) {
          records.delete(SampleRecords.ACME, Selection.matching(Filter.all()), OPTIONS);
          acknowledged.clear();
        }
      }
    }
  }

  private static void fillUp(
      RecordCollection records, String prefix, Random random, Set<String> acknowledged) {
    for (int batch = 0; batch < 1_000; batch++) {
      List<MemoryRecord> written = records(prefix + "-" + batch, 1 + random.nextInt(40));
      try {
        records.upsert(written, OPTIONS);
      } catch (MemoryException e) {
        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(e.outcome()).isEqualTo(new WriteOutcome.NotApplied());
        return;
      }
      written.forEach(record -> acknowledged.add(record.id()));
      if (random.nextBoolean()) {
        searchOrNot(records);
      }
    }
    throw new AssertionError("the disk never was full");
  }

  private static void searchOrNot(RecordCollection records) {
    try {
      assertThat(SearchAll.ids(records, SampleRecords.ACME)).isNotEmpty();
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }
  }

  private interface Write {
    void run();
  }

  private static void refused(Write write) {
    MemoryException error = catchThrowableOfType(MemoryException.class, write::run);
    assertThat(error).isNotNull();
    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
    assertThat(error).hasMessageContaining("full").hasMessageContaining("free space");
  }

  private static void requireExactly(RecordCollection records, List<String> ids) {
    assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS))
        .isEqualTo(ids.size());
    assertThat(SearchAll.ids(records, SampleRecords.ACME)).containsExactlyInAnyOrderElementsOf(ids);
  }

  private void requireAfterReopening(int count) {
    try (Store store = open()) {
      RecordCollection records = store.collection();
      assertThat(records.count(Set.of(SampleRecords.ACME), Filter.all(), OPTIONS)).isEqualTo(count);
      assertThat(SearchAll.ids(records, SampleRecords.ACME)).hasSize(count);
    }
  }

  private Store open() {
    return Store.open(disk.resolve("store"));
  }

  private static List<MemoryRecord> records(String prefix, int count) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      records.add(
          SampleRecords.builder(SampleRecords.ACME, prefix + "-" + number)
              .text("a text of some length ".repeat(50) + number)
              .build());
    }
    return records;
  }

  private static List<String> ids(String prefix, int count) {
    return ids(prefix, 0, count);
  }

  private static List<String> ids(String prefix, int from, int to) {
    return new ArrayList<>(
        IntStream.range(from, to).mapToObj(number -> prefix + "-" + number).toList());
  }

  /** Fills the disk but for so many bytes. */
  private void fill(long left) throws IOException {
    Files.deleteIfExists(filler);
    byte[] block = new byte[4096];
    try (OutputStream output = Files.newOutputStream(filler)) {
      while (Files.getFileStore(disk).getUsableSpace() > left) {
        output.write(block);
      }
    } catch (IOException e) {
      // Full: that was the aim.
    }
  }
}
