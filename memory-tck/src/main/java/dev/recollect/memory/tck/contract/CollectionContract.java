package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Collections: created by opening, told apart by name, refused under another identity, dropped. */
@Promise(
    "Collections are created by opening, told apart by name, listed, refused under another"
        + " identity, dropped.")
public abstract class CollectionContract extends Contract {

  private static final String IDENTITY = "sample-embedding/1";

  /** Creates a contract. */
  protected CollectionContract() {}

  @Test
  void collections_newBackend_hasNone() {
    assertThat(names()).isEmpty();
  }

  @Test
  void openCollection_new_isEmptyAndListed() {
    RecordCollection collection = collection();
    assertThat(collection.spec()).isEqualTo(SampleRecords.spec());
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
    assertThat(backend().collections(Cursor.START).items()).containsExactly(SampleRecords.spec());
  }

  @Test
  void openCollection_again_isTheSameCollection() {
    RecordCollection first = collection();
    first.upsert(SampleRecords.records(ACME, 5), NO_OPTIONS);
    RecordCollection second = collection();
    assertThat(second.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(5);
    second.delete(ACME, Selection.ids(List.of("id-0")), NO_OPTIONS);
    assertThat(first.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(4);
    assertThat(names()).hasSize(1);
  }

  @Test
  void collections_many_areListedOnceEachByName() {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < 25; number++) {
      names.add("recall_" + number);
      names.add("a".repeat(number + 1));
    }
    names.forEach(name -> backend().openCollection(SampleRecords.specBuilder(name).build()));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void collections_sameIds_areStillApart() {
    RecordCollection one = open("one");
    RecordCollection two = open("two");
    MemoryRecord first = SampleRecords.builder(ACME, "id").text("first").build();
    MemoryRecord second = SampleRecords.builder(ACME, "id").text("second").build();
    one.upsert(List.of(first), NO_OPTIONS);
    two.upsert(List.of(second), NO_OPTIONS);
    RecordAssertions.assertSame(first, present(one, ACME, "id"));
    RecordAssertions.assertSame(second, present(two, ACME, "id"));
    one.delete(ACME, Selection.matching(Filter.all()), NO_OPTIONS);
    RecordAssertions.assertSame(List.of(second), scanAll(two, Set.of(ACME), Filter.all(), 10));
    assertThat(search(one, ACME, Filter.all(), SampleRecords.denseLike(first, 5))).isEmpty();
  }

  @Test
  void dropCollection_removesItsRecordsAndNoOther() {
    RecordCollection kept = open("kept");
    kept.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    open("dropped").upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    backend().dropCollection("dropped");
    assertThat(names()).containsExactly("kept");
    assertThat(kept.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
    RecordCollection again = open("dropped");
    assertThat(again.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
    assertThat(scanAll(again, Set.of(ACME), Filter.all(), 10)).isEmpty();
    MemoryRecord query = SampleRecords.record(ACME, "id-0");
    assertThat(search(again, ACME, Filter.all(), SampleRecords.denseLike(query, 5))).isEmpty();
  }

  @Test
  void dropCollection_unknown_isAllowed() {
    backend().dropCollection("unknown");
    open("known");
    backend().dropCollection("unknown");
    assertThat(names()).containsExactly("known");
  }

  @Test
  void dropCollection_otherIdentity_mayBeUsedAfterwards() {
    open("sample");
    backend().dropCollection("sample");
    CollectionSpec other = SampleRecords.specBuilder("sample").embeddingIdentity("other/2").build();
    assertThat(backend().openCollection(other).spec()).isEqualTo(other);
  }

  @Test
  void dropCollection_handlesOpenedBefore_answerNotFound() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    backend().dropCollection(collection.spec().name());
    ScanRequest scan =
        new ScanRequest(Set.of(ACME), Filter.all(), Projection.KEYS, Cursor.START, 5);
    assertRefused(ErrorKind.NOT_FOUND, () -> fetch(collection, ACME, "id-0"));
    assertRefused(ErrorKind.NOT_FOUND, () -> collection.scan(scan, NO_OPTIONS));
    assertRefused(
        ErrorKind.NOT_FOUND, () -> collection.upsert(SampleRecords.records(ACME, 1), NO_OPTIONS));
  }

  @Test
  void openCollection_anotherIdentity_isRefusedNamingBoth() {
    CollectionSpec stored = SampleRecords.specBuilder("sample").build();
    RecordCollection collection = backend().openCollection(stored);
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertIncompatible(stored.toBuilder().embeddingIdentity("other/2"), IDENTITY, "other/2");
    assertIncompatible(
        stored.toBuilder().analysisIdentity("stemmed/3"), "sample-analysis/1", "stemmed/3");
    assertIncompatible(stored.toBuilder().formatVersion(7), "1", "7");
    assertIncompatible(stored.toBuilder().dense(CONTENT, 16), "8", "16");
    assertIncompatible(stored.toBuilder().dense("context", 8), CONTENT, "context");
    assertIncompatible(stored.toBuilder().sparse("context"), CONTENT, "context");
    assertThat(backend().collections(Cursor.START).items()).containsExactly(stored);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
    assertThat(collection().count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
  }

  private void assertIncompatible(CollectionSpec.Builder other, String stored, String requested) {
    // A store of one vector a record may refuse the second vector before it looks at the identity.
    CollectionSpec spec = other.build();
    int vectors = Math.max(spec.denseVectors().size(), spec.sparseVectors().size());
    if (vectors <= backend().capabilities().vectorsPerRecord()) {
      MemoryException error =
          assertRefused(ErrorKind.INCOMPATIBLE, () -> backend().openCollection(spec));
      assertThat(error).hasMessageContainingAll(stored, requested);
    }
  }

  @Test
  void openCollection_identityWithAnyCharacter_isKept() {
    CollectionSpec hostile =
        SampleRecords.specBuilder("hostile")
            .embeddingIdentity("a=b\nname=x\\n'\"; \u05e9\ud83d\ude42")
            .build();
    backend().openCollection(hostile);
    assertThat(backend().openCollection(hostile).spec()).isEqualTo(hostile);
    assertThat(backend().collections(Cursor.START).items()).containsExactly(hostile);
  }

  @Test
  @Needs(Feature.ADDED_FIELDS)
  void openCollection_addedField_isAcceptedAndFiltersOldRecords() {
    Payload payload = Payload.builder().put("mood", "calm").put("colour", "red").build();
    MemoryRecord old = SampleRecords.builder(ACME, "old").payload(payload).build();
    collection().upsert(List.of(old, SampleRecords.record(ACME, "bare")), NO_OPTIONS);
    CollectionSpec larger =
        SampleRecords.specBuilder("sample").field("mood", PayloadType.TEXT).build();
    RecordCollection collection = backend().openCollection(larger);
    assertThat(collection.spec()).isEqualTo(larger);
    collection.upsert(
        List.of(SampleRecords.builder(ACME, "new").payload(payload).build()), NO_OPTIONS);
    Filter calm = Filter.and(Filter.eq("mood", "calm"), Filter.eq("colour", "red"));
    assertThat(collection.count(Set.of(ACME), calm, NO_OPTIONS)).isEqualTo(2);
    assertThat(collection.count(Set.of(ACME), Filter.not(Filter.exists("mood")), NO_OPTIONS))
        .isEqualTo(1);
  }

  @Test
  void openCollection_fewerFields_keepsTheStoredOnes() {
    collection();
    CollectionSpec smaller =
        CollectionSpec.builder("sample")
            .embeddingIdentity(IDENTITY)
            .analysisIdentity("sample-analysis/1")
            .dense(CONTENT, SampleRecords.DIMENSION)
            .sparse(CONTENT)
            .build();
    RecordCollection collection = backend().openCollection(smaller);
    assertThat(collection.spec()).isEqualTo(SampleRecords.spec());
    Filter filter = Filter.eq("size", PayloadValue.of(1));
    assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS)).isZero();
  }

  @Test
  void openCollection_fieldOfAnotherType_isRefusedAndChangesNothing() {
    collection();
    CollectionSpec changed =
        SampleRecords.specBuilder("sample")
            .field("size", PayloadType.TEXT)
            .field("added", PayloadType.TEXT)
            .build();
    MemoryException error =
        assertRefused(ErrorKind.INCOMPATIBLE, () -> backend().openCollection(changed));
    assertThat(error).hasMessageContainingAll("size", "INT64", "TEXT");
    assertThat(backend().collections(Cursor.START).items()).containsExactly(SampleRecords.spec());
  }

  private RecordCollection open(String name) {
    return backend().openCollection(SampleRecords.specBuilder(name).build());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    Page<CollectionSpec> page = backend().collections(Cursor.START);
    page.items().forEach(spec -> names.add(spec.name()));
    while (page.next().isPresent()) {
      page = backend().collections(page.next().get());
      page.items().forEach(spec -> names.add(spec.name()));
    }
    return names;
  }
}
