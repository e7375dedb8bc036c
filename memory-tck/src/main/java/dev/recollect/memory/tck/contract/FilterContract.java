package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.oracle.FilterArbitraries;
import dev.recollect.memory.tck.oracle.FilterOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All eight kinds of condition, on declared and reserved fields, in count, scan, search, delete.
 */
@Promise(
    "All eight kinds of condition, on declared and reserved fields, hold in count, scan, search and"
        + " delete alike.")
public abstract class FilterContract extends Contract {

  private static final int RECORDS = 100;
  private static final int TREES = 10_000;

  /** Creates a contract. */
  protected FilterContract() {}

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void countScanAndSearch_anyFilter_agreeWithTheOracle() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = writeRandomRecords(collection);
    Leg leg = denseLike(records.getFirst(), RECORDS);
    int trees =
        forMany(
            TREES,
            FilterArbitraries.trees(collection.spec()),
            filter -> {
              SortedSet<String> expected = matching(records, filter);
              assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS))
                  .isEqualTo(expected.size());
              assertThat(scannedIds(collection, filter)).isEqualTo(expected);
              List<Candidate> found = search(collection, ACME, filter, leg);
              assertThat(new TreeSet<>(found.stream().map(Candidate::id).toList()))
                  .isEqualTo(expected);
            });
    note("%,d of %,d random filter trees in count, scan and search".formatted(trees, TREES));
  }

  private static SortedSet<String> scannedIds(RecordCollection collection, Filter filter) {
    ScanRequest request =
        new ScanRequest(Set.of(ACME), filter, Projection.CONTENT, Cursor.START, 1_000);
    Page<MemoryRecord> page = collection.scan(request, NO_OPTIONS);
    SortedSet<String> ids = ids(page.items());
    while (page.next().isPresent()) {
      page = collection.scan(request.at(page.next().get()), NO_OPTIONS);
      ids.addAll(ids(page.items()));
    }
    return ids;
  }

  @Test
  void count_everySingleCondition_agreesWithTheOracle() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.ofEveryValue(ACME);
    collection.upsert(records, NO_OPTIONS);
    List<Filter> conditions = FilterArbitraries.everyLeaf(collection.spec());
    for (Filter condition : conditions) {
      int expected = matching(records, condition).size();
      assertThat(collection.count(Set.of(ACME), condition, NO_OPTIONS))
          .as("records that pass %s", condition)
          .isEqualTo(expected);
      assertThat(collection.count(Set.of(ACME), Filter.not(condition), NO_OPTIONS))
          .as("records that do not pass %s", condition)
          .isEqualTo(records.size() - expected);
    }
    note("%,d single conditions and their negations, each exactly".formatted(conditions.size()));
  }

  @Test
  void delete_anyFilter_agreesWithTheOracle() {
    RecordCollection collection = collection();
    forAll(
        20,
        FilterArbitraries.trees(collection.spec()),
        filter -> {
          List<MemoryRecord> records = writeRandomRecords(collection);
          collection.delete(ACME, Selection.matching(filter), NO_OPTIONS);
          assertThat(ids(scanAll(collection, Set.of(ACME), Filter.all(), 1_000)))
              .isEqualTo(matching(records, Filter.not(filter)));
        });
  }

  private List<MemoryRecord> writeRandomRecords(RecordCollection collection) {
    Random random = random();
    List<MemoryRecord> mine = new ArrayList<>();
    List<MemoryRecord> all = new ArrayList<>();
    for (int index = 0; index < RECORDS; index++) {
      mine.add(SampleRecords.random(random, ACME, "id-" + index));
      all.add(SampleRecords.random(random, GLOBEX, "id-" + index));
    }
    all.addAll(mine);
    collection.upsert(all, NO_OPTIONS);
    return mine;
  }

  private static SortedSet<String> matching(List<MemoryRecord> records, Filter filter) {
    return ids(records.stream().filter(record -> FilterOracle.matches(filter, record)).toList());
  }

  private static SortedSet<String> ids(List<MemoryRecord> records) {
    return new TreeSet<>(records.stream().map(MemoryRecord::id).toList());
  }

  @Test
  void filter_absentField_onlyNotIsTrue() {
    RecordCollection collection = collection();
    collection.upsert(List.of(SampleRecords.record(ACME, "bare")), NO_OPTIONS);
    List<Filter> onAbsent =
        List.of(
            Filter.eq("colour", "red"),
            Filter.in("size", List.of(PayloadValue.of(1), PayloadValue.of(2))),
            Filter.lt("weight", PayloadValue.of(1e300)),
            Filter.gte("due", PayloadValue.of(Moments.EARLIEST)),
            Filter.exists("done"),
            Filter.contains("tags", "red"),
            Filter.exists("sequence"),
            Filter.lte("validTo", PayloadValue.of(Moments.LATEST)));
    for (Filter filter : onAbsent) {
      assertCount(collection, filter, 0);
      assertCount(collection, Filter.not(filter), 1);
      assertCount(collection, Filter.not(Filter.not(filter)), 0);
    }
  }

  @Test
  void filter_emptyTextAndEmptyList_arePresent() {
    RecordCollection collection = collection();
    Payload payload = Payload.builder().put("colour", "").put("tags", List.of()).build();
    collection.upsert(
        List.of(SampleRecords.builder(ACME, "id").payload(payload).build()), NO_OPTIONS);
    assertCount(collection, Filter.exists("colour"), 1);
    assertCount(collection, Filter.eq("colour", ""), 1);
    assertCount(collection, Filter.exists("tags"), 1);
    assertCount(collection, Filter.eq("tags", PayloadValue.of(List.of())), 1);
    assertCount(collection, Filter.contains("tags", ""), 0);
  }

  @Test
  void filter_withoutParts_isTrueForAndFalseForOr() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertCount(collection, new Filter.And(List.of()), 3);
    assertCount(collection, new Filter.Or(List.of()), 0);
    assertCount(collection, Filter.in("colour", List.of()), 0);
    assertCount(collection, Filter.not(Filter.in("colour", List.of())), 3);
  }

  @Test
  void filter_lotRange_drawsTheSameSampleEverywhere() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.records(ACME, 400);
    collection.upsert(records, NO_OPTIONS);
    Filter quarter = Filter.lt("lot", PayloadValue.of(1L << 29));
    assertThat(ids(scanAll(collection, Set.of(ACME), quarter, 100)))
        .isEqualTo(matching(records, quarter))
        .hasSizeBetween(50, 150);
  }

  @Test
  void filter_largestAndDeepest_isAnswered() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 5), NO_OPTIONS);
    List<PayloadValue> values =
        IntStream.range(0, Limits.FILTER_NODES - 2).mapToObj(n -> PayloadValue.of(n)).toList();
    assertCount(collection, Filter.not(Filter.in("size", values)), 5);
    assertCount(collection, wide(Limits.FILTER_NODES), 5);
    assertCount(collection, deep(Limits.FILTER_DEPTH), 5);
  }

  @Test
  void filter_overALimit_isRefused() {
    RecordCollection collection = collection();
    for (Filter filter : List.of(wide(Limits.FILTER_NODES + 1), deep(Limits.FILTER_DEPTH + 1))) {
      assertRefusedEverywhere(collection, ErrorKind.LIMIT, filter);
    }
  }

  private static Filter wide(int nodes) {
    return new Filter.Or(Collections.nCopies(nodes - 1, Filter.exists("parent")));
  }

  private static Filter deep(int levels) {
    Filter filter = Filter.exists("parent");
    for (int level = 1; level < levels; level++) {
      filter = level % 2 == 0 ? Filter.and(filter) : Filter.or(filter, Filter.all());
    }
    return filter;
  }

  @Test
  void filter_undeclaredField_isRefusedNamingIt() {
    RecordCollection collection = collection();
    Payload payload = Payload.builder().put("note", "x").build();
    collection.upsert(
        List.of(SampleRecords.builder(ACME, "id").payload(payload).build()), NO_OPTIONS);
    for (Filter filter : List.of(Filter.eq("note", "x"), Filter.exists("note"))) {
      assertRefusedEverywhere(collection, ErrorKind.INVALID, filter);
      assertRefusedEverywhere(
          collection, ErrorKind.INVALID, Filter.not(Filter.and(Filter.all(), filter)));
    }
  }

  @Test
  void filter_valueOfAnotherType_isRefused() {
    RecordCollection collection = collection();
    List<Filter> mistyped =
        List.of(
            Filter.eq("colour", 1),
            Filter.eq("size", "1"),
            Filter.eq("size", PayloadValue.of(1.0)),
            Filter.lt("weight", PayloadValue.of(1)),
            Filter.in("done", List.of(PayloadValue.of("true"))),
            Filter.contains("colour", "red"),
            Filter.eq("tags", "red"),
            Filter.gte("occurredAt", PayloadValue.of(0)));
    mistyped.forEach(filter -> assertRefusedEverywhere(collection, ErrorKind.INVALID, filter));
  }

  private static void assertRefusedEverywhere(
      RecordCollection collection, ErrorKind kind, Filter filter) {
    Set<Namespace> in = Set.of(ACME);
    Leg leg = denseLike(SampleRecords.record(ACME, "any"), 3);
    assertRefused(kind, () -> collection.count(in, filter, NO_OPTIONS));
    assertRefused(
        kind,
        () ->
            collection.scan(
                new ScanRequest(in, filter, Projection.KEYS, Cursor.START, 5), NO_OPTIONS));
    assertRefused(
        kind, () -> collection.search(new SearchRequest(in, filter, List.of(leg)), NO_OPTIONS));
    assertRefused(kind, () -> collection.delete(ACME, Selection.matching(filter), NO_OPTIONS));
  }

  private static void assertCount(RecordCollection collection, Filter filter, long expected) {
    assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS))
        .as("records that pass %s", filter)
        .isEqualTo(expected);
  }
}
