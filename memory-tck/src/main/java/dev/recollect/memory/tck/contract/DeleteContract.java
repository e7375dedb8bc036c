package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A delete removes what it selects from every read, at once, and may be repeated. */
@Promise("A delete removes what it selects from every read, at once, and may be repeated.")
public abstract class DeleteContract extends Contract {

  /** Creates a contract. */
  protected DeleteContract() {}

  @Test
  void delete_ids_removesThemFromEveryRead() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.records(ACME, 10);
    collection.upsert(records, NO_OPTIONS);
    collection.delete(ACME, Selection.ids(List.of("id-4", "unknown", "id-7", "id-4")), NO_OPTIONS);
    List<MemoryRecord> left = new ArrayList<>(records);
    left.remove(7);
    left.remove(4);
    assertHolds(collection, left);
    assertThat(fetch(collection, ACME, "id-4")).isEmpty();
  }

  @Test
  void delete_repeated_changesNothing() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    for (int round = 0; round < 3; round++) {
      collection.delete(ACME, Selection.ids(List.of("id-0")), NO_OPTIONS);
      collection.delete(ACME, Selection.matching(Filter.eq("parent", "id-1")), NO_OPTIONS);
      assertHolds(collection, SampleRecords.records(ACME, 3).subList(2, 3));
    }
  }

  @Test
  void delete_noIds_deletesNothing() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    collection.delete(ACME, Selection.ids(List.of()), NO_OPTIONS);
    collection.delete(ACME, Selection.matching(new Filter.Or(List.of())), NO_OPTIONS);
    assertHolds(collection, SampleRecords.records(ACME, 3));
  }

  @Test
  void delete_emptyNamespace_isAllowed() {
    RecordCollection collection = collection();
    collection.delete(ACME, Selection.ids(List.of("id")), NO_OPTIONS);
    collection.delete(ACME, Selection.matching(Filter.all()), NO_OPTIONS);
    assertHolds(collection, List.of());
  }

  @Test
  void delete_manyIds_removesAll() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.records(ACME, 2_500);
    collection.upsert(records, NO_OPTIONS);
    List<String> ids = records.stream().map(MemoryRecord::id).limit(2_450).toList();
    collection.delete(ACME, Selection.ids(ids), NO_OPTIONS);
    assertHolds(collection, records.subList(2_450, 2_500));
  }

  @Test
  void delete_byParent_removesAllPartsAndNoOther() {
    RecordCollection collection = collection();
    List<MemoryRecord> parts = new ArrayList<>();
    for (String parent : List.of("book", "book#1", "boo", "book ")) {
      for (int part = 0; part < 3; part++) {
        String id = part == 0 ? parent : parent + "#" + part + "#";
        parts.add(SampleRecords.builder(ACME, id).partOf(parent, part).build());
      }
    }
    collection.upsert(parts, NO_OPTIONS);
    collection.delete(ACME, Selection.matching(Filter.eq("parent", "book")), NO_OPTIONS);
    assertHolds(collection, parts.subList(3, parts.size()));
  }

  @Test
  void delete_thenUpsert_bringsBackTheNewRecordOnly() {
    RecordCollection collection = collection();
    collection.upsert(List.of(SampleRecords.builder(ACME, "id").text("old").build()), NO_OPTIONS);
    collection.delete(ACME, Selection.ids(List.of("id")), NO_OPTIONS);
    MemoryRecord fresh = SampleRecords.builder(ACME, "id").text("new").build();
    collection.upsert(List.of(fresh), NO_OPTIONS);
    assertHolds(collection, List.of(fresh));
  }

  private static void assertHolds(RecordCollection collection, List<MemoryRecord> records) {
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(ACME), Filter.all(), 100));
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(records.size());
    MemoryRecord query = SampleRecords.record(ACME, "id-4");
    assertThat(search(collection, ACME, Filter.all(), denseLike(query, 1_000)))
        .hasSize(records.size());
    long sharing =
        records.stream()
            .filter(record ->
                record
                    .sparse()
                    .values()
                    .iterator()
                    .next()
                    .intersects(query.sparse().values().iterator().next()))
            .count();
    assertThat(search(collection, ACME, Filter.all(), sparseLike(query, 1_000)))
        .hasSize((int) sharing);
  }
}
