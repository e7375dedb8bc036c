package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Namespaces keep apart: the same id is another record, and no call reaches a foreign one. */
@Promise("Namespaces keep apart: the same id is another record, and no call reaches a foreign one.")
public abstract class NamespaceContract extends Contract {

  private static final MemoryRecord MINE =
      SampleRecords.builder(ACME, "same")
          .text("mine")
          .payload(Payload.builder().put("colour", "red").build())
          .build();
  private static final MemoryRecord FOREIGN =
      SampleRecords.builder(GLOBEX, "same")
          .text("foreign")
          .payload(Payload.builder().put("colour", "blue").put("size", 5).build())
          .build();

  /** Creates a contract. */
  protected NamespaceContract() {}

  /** Returns conditions with which a careless query reaches over to another namespace. */
  static List<Filter> filters() {
    Filter red = Filter.eq("colour", "red");
    Filter blue = Filter.eq("colour", "blue");
    return List.of(
        Filter.all(),
        Filter.or(red, blue),
        Filter.or(red, Filter.not(red)),
        Filter.not(Filter.eq("colour", "green")),
        Filter.not(Filter.and(red, blue)),
        Filter.not(new Filter.Or(List.of())),
        Filter.or(Filter.exists("size"), Filter.not(Filter.exists("size"))),
        Filter.in("parent", List.of(PayloadValue.of("same"))),
        Filter.gte("lot", PayloadValue.of(0)));
  }

  @BeforeEach
  void writeTheSameIdInTwoNamespaces() {
    collection().upsert(List.of(MINE, FOREIGN), NO_OPTIONS);
  }

  @Test
  void fetch_sameIdInTwoNamespaces_returnsEachItsOwn() {
    assertUnchanged(MINE);
    assertUnchanged(FOREIGN);
  }

  @Test
  void upsert_sameIdInOneNamespace_leavesTheOther() {
    MemoryRecord changed = SampleRecords.builder(ACME, "same").text("changed").build();
    collection().upsert(List.of(changed), NO_OPTIONS);
    assertUnchanged(changed);
    assertUnchanged(FOREIGN);
  }

  @Test
  void patch_sameIdInOneNamespace_leavesTheOther() {
    Patch patch = Patch.set(Payload.builder().put("colour", "green").build());
    collection().patch(ACME, "same", patch, NO_OPTIONS);
    assertUnchanged(patch.applyTo(MINE));
    assertUnchanged(FOREIGN);
  }

  @Test
  void patch_idOfAnotherNamespace_isNotFound() {
    Namespace empty = Namespace.of("initech", NamespaceKind.ARCHIVE, "ada");
    Patch patch = Patch.remove(Set.of("colour"));
    assertRefused(ErrorKind.NOT_FOUND, () -> collection().patch(empty, "same", patch, NO_OPTIONS));
    assertUnchanged(MINE);
    assertUnchanged(FOREIGN);
  }

  @Test
  void delete_idsInOneNamespace_leavesTheOther() {
    collection().delete(ACME, Selection.ids(List.of("same")), NO_OPTIONS);
    assertThat(fetch(collection(), ACME, "same")).isEmpty();
    assertUnchanged(FOREIGN);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void delete_filterInOneNamespace_leavesTheOther(Filter filter) {
    collection().delete(ACME, Selection.matching(filter), NO_OPTIONS);
    assertThat(fetch(collection(), ACME, "same")).isEmpty();
    assertUnchanged(FOREIGN);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void scan_oneNamespace_returnsNoForeignRecord(Filter filter) {
    RecordAssertions.assertSame(List.of(MINE), scanAll(collection(), Set.of(ACME), filter, 10));
    RecordAssertions.assertSameInAnyOrder(
        List.of(MINE, FOREIGN), scanAll(collection(), Set.of(ACME, GLOBEX), filter, 1));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void count_oneNamespace_countsNoForeignRecord(Filter filter) {
    RecordCollection collection = collection();
    assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS)).isEqualTo(1);
    assertThat(collection.count(Set.of(ACME, GLOBEX), filter, NO_OPTIONS)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void search_foreignRecordIsNearest_returnsOnlyOwn(Filter filter) {
    Leg dense = denseLike(FOREIGN, 10);
    Leg sparse = sparseLike(FOREIGN, 10);
    Leg own = sparseLike(MINE, 10);
    List<List<Candidate>> found =
        collection()
            .search(
                new SearchRequest(Set.of(ACME), filter, List.of(dense, sparse, own)), NO_OPTIONS);
    assertThat(found.get(0)).extracting(Candidate::namespace).containsExactly(ACME);
    assertThat(found.get(1)).extracting(Candidate::namespace).doesNotContain(GLOBEX);
    assertThat(found.get(2)).extracting(Candidate::namespace).containsExactly(ACME);
  }

  @Test
  void search_severalNamespaces_returnsAllOfThemAndNoOther() {
    RecordCollection collection = collection();
    Namespace third = Namespace.of("initech", NamespaceKind.SOURCE, "manual");
    collection.upsert(List.of(SampleRecords.record(third, "same")), NO_OPTIONS);
    Leg leg = denseLike(FOREIGN, 10);
    SearchRequest request = new SearchRequest(Set.of(ACME, third), Filter.all(), List.of(leg));
    assertThat(collection.search(request, NO_OPTIONS).getFirst())
        .extracting(Candidate::namespace)
        .containsExactlyInAnyOrder(ACME, third);
  }

  @Test
  void namespaces_likeEachOther_areStillApart() {
    RecordCollection collection = collection();
    List<Namespace> similar = similarNamespaces();
    List<MemoryRecord> records = new ArrayList<>();
    for (Namespace namespace : similar) {
      records.add(SampleRecords.builder(namespace, "id").text("of " + namespace).build());
    }
    collection.upsert(records, NO_OPTIONS);
    for (MemoryRecord record : records) {
      Set<Namespace> own = Set.of(record.namespace());
      RecordAssertions.assertSame(List.of(record), scanAll(collection, own, Filter.all(), 10));
      assertThat(collection.count(own, Filter.all(), NO_OPTIONS)).isEqualTo(1);
      Leg leg = denseLike(record, 10);
      assertThat(search(collection, record.namespace(), Filter.all(), leg)).hasSize(1);
    }
  }

  private static List<Namespace> similarNamespaces() {
    Namespace plain = Namespace.of("t", NamespaceKind.ARCHIVE, "o");
    return List.of(
        plain,
        plain.forUser("u"),
        plain.forUser("U"),
        plain.forUser("u%"),
        plain.forUser("%"),
        plain.forUser("_"),
        Namespace.of("t", NamespaceKind.RECALL, "o"),
        Namespace.of("t", NamespaceKind.SOURCE, "o"),
        Namespace.of("T", NamespaceKind.ARCHIVE, "o"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "O"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "o/u"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "o%2Fu"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "o "),
        Namespace.of("t", NamespaceKind.ARCHIVE, "o'\"\\"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "\u00e9"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "e\u0301"),
        Namespace.of("t", NamespaceKind.ARCHIVE, "\ud83d\ude42"));
  }

  @Test
  void namespacesAndIds_thatJoinToTheSameText_areStillApart() {
    RecordCollection collection = collection();
    List<MemoryRecord> records =
        List.of(
            SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, "o"), "u/id"),
            SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, "o").forUser("u"), "id"),
            SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, "ou"), "id"),
            SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, "o"), "uid"));
    collection.upsert(records, NO_OPTIONS);
    for (MemoryRecord record : records) {
      RecordAssertions.assertSame(record, present(collection, record.namespace(), record.id()));
    }
  }

  private void assertUnchanged(MemoryRecord expected) {
    RecordAssertions.assertSame(
        expected, present(collection(), expected.namespace(), expected.id()));
  }
}
