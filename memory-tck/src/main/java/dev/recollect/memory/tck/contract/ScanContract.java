package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk meets what stays exactly once, and what comes or goes meanwhile at most once. */
@Promise("A walk meets what stays exactly once, and what comes or goes meanwhile at most once.")
public abstract class ScanContract extends Contract {

  /** Creates a contract. */
  protected ScanContract() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1_000})
  void scan_pagesOfAnyLimit_meetEveryRecordOnce(int limit) {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>(SampleRecords.records(ACME, 60));
    records.addAll(SampleRecords.records(GLOBEX, 60));
    collection.upsert(records, NO_OPTIONS);
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(ACME, GLOBEX), Filter.all(), limit));
    RecordAssertions.assertSameInAnyOrder(
        records.subList(0, 60), scanAll(collection, Set.of(ACME), Filter.all(), limit));
  }

  @Test
  void scan_nothingThere_isEmpty() {
    assertThat(scanAll(collection(), Set.of(ACME), Filter.all(), 10)).isEmpty();
  }

  @Test
  void scan_largestRecords_arePagedToTheEnd() {
    RecordCollection collection = collection();
    String text = "\u05e9".repeat(Limits.TEXT_BYTES / 2);
    List<MemoryRecord> records =
        IntStream.range(0, 300)
            .mapToObj(n -> SampleRecords.builder(ACME, "id-" + n).text(text).build())
            .toList();
    collection.upsert(records, NO_OPTIONS);
    assertThat(scanAll(collection, Set.of(ACME), Filter.all(), 1_000)).hasSize(300);
  }

  @Test
  void scan_rareFilter_findsAll() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < 1_000; index++) {
      Payload payload = Payload.builder().put("size", index % 250).build();
      records.add(SampleRecords.builder(ACME, "id-" + index).payload(payload).build());
    }
    collection.upsert(records, NO_OPTIONS);
    assertThat(scanAll(collection, Set.of(ACME), Filter.eq("size", 33), 3))
        .extracting(MemoryRecord::id)
        .containsExactlyInAnyOrder("id-33", "id-283", "id-533", "id-783");
  }

  @Test
  void scan_sameCursorTwice_goesOnAtTheSamePlace() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 30), NO_OPTIONS);
    Cursor second = collection.scan(request(10), NO_OPTIONS).next().orElseThrow();
    assertThat(collection.scan(request(10).at(second), NO_OPTIONS).items())
        .containsExactlyElementsOf(collection.scan(request(10).at(second), NO_OPTIONS).items());
  }

  @Test
  void scan_recordsAlreadyMetAreDeleted_meetsTheRest() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 100), NO_OPTIONS);
    List<String> met =
        walk(
            collection,
            page ->
                collection.delete(
                    ACME,
                    Selection.ids(page.items().stream().map(MemoryRecord::id).toList()),
                    NO_OPTIONS));
    assertThat(met).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  @Test
  void scan_recordsAreOverwrittenAndPatched_meetsEachOnce() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.records(ACME, 100);
    collection.upsert(records, NO_OPTIONS);
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    List<String> met =
        walk(
            collection,
            page -> {
              collection.upsert(records.subList(20, 60), NO_OPTIONS);
              page.items().forEach(r -> collection.patch(ACME, r.id(), patch, NO_OPTIONS));
            });
    assertThat(met).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  @Test
  void scan_recordsAreInserted_meetsTheOldOnce() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 100), NO_OPTIONS);
    List<String> met =
        walk(
            collection,
            page -> {
              String id = page.items().isEmpty() ? "x" : page.items().getFirst().id();
              collection.upsert(
                  List.of(
                      SampleRecords.record(ACME, "0" + id),
                      SampleRecords.record(ACME, "z" + id),
                      SampleRecords.record(GLOBEX, id)),
                  NO_OPTIONS);
            });
    assertThat(met).doesNotHaveDuplicates().containsAll(ids(100));
  }

  @Test
  void scan_whileOthersInsertAndDelete_meetsWhatStaysExactlyOnce() throws Exception {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 300), NO_OPTIONS);
    AtomicBoolean done = new AtomicBoolean();
    Crew crew = new Crew();
    for (int writer = 0; writer < 3; writer++) {
      String prefix = "moving-" + writer + "-";
      crew.add(() -> comeAndGo(collection, prefix, done, crew));
    }
    crew.add(() -> {
      try {
        for (int round = 0; round < 10; round++) {
          List<String> met = walk(collection, page -> {});
          assertThat(met).doesNotHaveDuplicates().containsAll(ids(300));
        }
      } finally {
        done.set(true);
      }
    });
    crew.finish();
  }

  private static void comeAndGo(
      RecordCollection collection, String prefix, AtomicBoolean done, Crew crew) {
    for (int round = 0; !done.get() && !crew.hasFailed(); round++) {
      List<String> ids =
          List.of(prefix + round, "a" + prefix + round, "id-" + (round % 300) + prefix);
      collection.upsert(
          ids.stream().map(id -> SampleRecords.record(ACME, id)).toList(), NO_OPTIONS);
      collection.delete(ACME, Selection.ids(ids), NO_OPTIONS);
    }
  }

  private static List<String> walk(
      RecordCollection collection, Consumer<Page<MemoryRecord>> betweenPages) {
    List<String> met = new ArrayList<>();
    Set<Cursor> cursors = new HashSet<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      assertThat(cursors.add(cursor.get())).as("the walk goes on").isTrue();
      Page<MemoryRecord> page = collection.scan(request(11).at(cursor.get()), NO_OPTIONS);
      page.items().forEach(record -> met.add(record.id()));
      betweenPages.accept(page);
      cursor = page.next();
    }
    return met;
  }

  private static ScanRequest request(int limit) {
    return new ScanRequest(Set.of(ACME), Filter.all(), Projection.CONTENT, Cursor.START, limit);
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(n -> "id-" + n).toList();
  }
}
