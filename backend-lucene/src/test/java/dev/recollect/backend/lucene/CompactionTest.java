package dev.recollect.backend.lucene;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

  private static final CallOptions OPTIONS = CallOptions.none();
  private static final String SECRET = "7431-QUARTZ";

  @TempDir private Path folder;

  private static MemoryRecord telling(String id, String text) {
    MemoryRecord record = SampleRecords.record(ACME, id);
    Payload payload = record.payload().toBuilder().put("note", text).build();
    return record.toBuilder().text(text).payload(payload).build();
  }

  private long filesWithTheSecret() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(CompactionTest::hasTheSecret).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasTheSecret(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void compact_leavesNothingDeletedInAnyFile_andAllElse() {
    List<String> others = IntStream.range(0, 50).mapToObj(n -> "other" + n).toList();
    try (Store store = Store.open(folder)) {
      RecordCollection collection = store.collection();
      collection.upsert(others.stream().map(id -> telling(id, "Rain " + id)).toList(), OPTIONS);
      collection.upsert(List.of(telling("gone", SECRET), telling("new", SECRET)), OPTIONS);
      search(collection);
      StateStore state = store.backend().state().orElseThrow();
      long version = state.commit(List.of(new StateChange.Put("key", SECRET, 0)), OPTIONS);
      state.commit(List.of(new StateChange.Put("key", "value", version)), OPTIONS);
      collection.delete(ACME, Selection.ids(List.of("gone")), OPTIONS);
      collection.upsert(List.of(telling("new", "Sun")), OPTIONS);
      assertThat(filesWithTheSecret()).isPositive();

      store.backend().compact(OPTIONS);
      assertThat(filesWithTheSecret()).isZero();
      assertThat(collection.count(Set.of(ACME), Filter.all(), OPTIONS)).isEqualTo(51);
      assertThat(collection.fetch(ACME, others, Projection.ALL, OPTIONS)).hasSize(50);
      assertThat(search(collection)).isEqualTo(51);
      assertThat(state.get("key", OPTIONS).orElseThrow().value()).isEqualTo("value");
    }
    try (Store store = Store.open(folder)) {
      assertThat(search(store.collection())).isEqualTo(51);
    }
    assertThat(filesWithTheSecret()).isZero();
  }

  /** Returns how many records a search finds that asks for all. */
  private static int search(RecordCollection collection) {
    MemoryRecord like = SampleRecords.record(ACME, "other0");
    return collection
        .search(
            new SearchRequest(
                Set.of(ACME), Filter.all(), List.of(SampleRecords.denseLike(like, 100))),
            OPTIONS)
        .get(0)
        .size();
  }

  @Test
  void compact_besideReadersAndWriters_keepsThemWaitingAndLosesNothing() throws Exception {
    try (Store store = Store.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      RecordCollection collection = store.collection();
      AtomicBoolean over = new AtomicBoolean();
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        String name = "t" + thread + "-";
        work.add(() -> write(collection, name, over));
      }
      List<Future<Integer>> written = work.stream().map(threads::submit).toList();
      for (int round = 0; round < 10; round++) {
        store.backend().compact(OPTIONS);
      }
      over.set(true);
      long sum = 0;
      for (Future<Integer> each : written) {
        sum += each.get();
      }
      assertThat(collection.count(Set.of(ACME), Filter.all(), OPTIONS)).isEqualTo(sum);
    }
  }

  private static int write(RecordCollection collection, String name, AtomicBoolean over) {
    int count = 0;
    while (!over.get()) {
      collection.upsert(List.of(SampleRecords.record(ACME, name + count)), OPTIONS);
      search(collection);
      count++;
    }
    return count;
  }

  @Test
  void compact_ofAClosedStore_isRefused() {
    Store store = Store.open(folder);
    store.close();
    assertThatThrownBy(() -> store.backend().compact(OPTIONS))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }
}
