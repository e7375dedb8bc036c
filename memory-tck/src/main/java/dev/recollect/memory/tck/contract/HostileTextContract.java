package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts that stores fold, escape, cut or run, wherever a text can stand. */
@Promise(
    "Quotes, backslashes, wildcards, right-to-left and 4-byte characters, words of query languages"
        + " and texts no record can have do no harm in ids, namespaces, names, filters and keys.")
public abstract class HostileTextContract extends Contract {

  private static final List<String> HOSTILE =
      SampleValues.TEXTS.stream().filter(text -> !text.isEmpty()).toList();

  /** Texts that no record and no key can have; the value types refuse them wherever they can. */
  private static final List<String> IMPOSSIBLE =
      List.of(
          "",
          "\0",
          "id-1\0",
          "\ud800",
          "a\ud800b",
          "a\udc00b",
          "x".repeat(Limits.ID_BYTES + 1),
          "\ud83d\ude42".repeat(Limits.STATE_KEY_BYTES),
          "y".repeat(100_000));

  /** Names that mean something to SQL and to other stores, or that differ only by case. */
  private static final List<String> NAMES =
      List.of(
          "id",
          "ID",
          "Id",
          "text",
          "namespace",
          "payload",
          "content",
          "vector",
          "score",
          "key",
          "value",
          "version",
          "select",
          "SELECT",
          "from",
          "table",
          "user",
          "order",
          "group",
          "null",
          "true",
          "count",
          "limit",
          "metadata",
          "doc",
          "a_b",
          "aXb",
          "a__b",
          "k".repeat(63) + "a",
          "k".repeat(63) + "b");

  /** Creates a contract. */
  protected HostileTextContract() {}

  @Test
  void namespaces_ofHostileTenantsOwnersAndUsers_areKeptApart() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>();
    for (String text : HOSTILE) {
      records.add(record(Namespace.of(text, NamespaceKind.ARCHIVE, "o")));
      records.add(record(Namespace.of("t", NamespaceKind.RECALL, text)));
      records.add(record(Namespace.of("t", NamespaceKind.SOURCE, "o").forUser(text)));
    }
    collection.upsert(records, NO_OPTIONS);
    Set<Namespace> all = new HashSet<>();
    for (MemoryRecord record : records) {
      all.add(record.namespace());
      assertThat(collection.count(Set.of(record.namespace()), Filter.all(), NO_OPTIONS))
          .as("records of %s", record.namespace())
          .isEqualTo(1);
      RecordAssertions.assertSame(record, present(collection, record.namespace(), record.id()));
    }
    RecordAssertions.assertSameInAnyOrder(records, scanAll(collection, all, Filter.all(), 100));
    MemoryRecord query = records.getFirst();
    SearchRequest request =
        new SearchRequest(
            all, Filter.all(), List.of(denseLike(query, 500), sparseLike(query, 500)));
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
  }

  private static MemoryRecord record(Namespace namespace) {
    return SampleRecords.builder(namespace, "same").text("of " + namespace).build();
  }

  @Test
  void records_ofHostileIds_areDeletedPatchedAndFilteredOneByOne() {
    RecordCollection collection = collection();
    List<MemoryRecord> left = new ArrayList<>();
    HOSTILE.forEach(id -> left.add(SampleRecords.record(ACME, id)));
    collection.upsert(left, NO_OPTIONS);
    Patch patch = Patch.set(Payload.builder().put("colour", "patched").build());
    while (!left.isEmpty()) {
      String id = left.getLast().id();
      collection.patch(ACME, id, patch, NO_OPTIONS);
      assertThat(collection.count(Set.of(ACME), Filter.eq("colour", "patched"), NO_OPTIONS))
          .as("records patched as '%s'", id)
          .isEqualTo(1);
      Filter own = Filter.in("parent", List.of(PayloadValue.of(id)));
      collection.delete(
          ACME,
          left.size() % 2 == 0 ? Selection.ids(List.of(id)) : Selection.matching(own),
          NO_OPTIONS);
      left.removeLast();
      assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS))
          .as("records after '%s' was deleted", id)
          .isEqualTo(left.size());
    }
  }

  @Test
  void calls_withIdsNoRecordCanHave_findNothingOrRefuse() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>(SampleRecords.records(ACME, 3));
    records.add(SampleRecords.record(ACME, "a?b"));
    records.add(SampleRecords.record(ACME, "a\ufffdb"));
    collection.upsert(records, NO_OPTIONS);
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    for (String id : IMPOSSIBLE) {
      refusedOr(() ->
          assertThat(collection.fetch(ACME, List.of(id, "id-1"), Projection.ALL, NO_OPTIONS))
              .extracting(MemoryRecord::id)
              .containsExactly("id-1"));
      refusedOr(() -> collection.delete(ACME, Selection.ids(List.of(id)), NO_OPTIONS));
      refused(() -> collection.patch(ACME, id, patch, NO_OPTIONS));
      refusedOr(() ->
          assertThat(collection.count(Set.of(ACME), new Filter.Contains("tags", id), NO_OPTIONS))
              .isZero());
      RecordAssertions.assertSameInAnyOrder(
          records, scanAll(collection, Set.of(ACME), Filter.all(), 10));
    }
  }

  @Test
  @Needs(Feature.STATE_STORE)
  void state_withKeysNoEntryCanHave_findsNothingOrRefuses() {
    StateStore state = backend().state().orElseThrow();
    state.commit(
        List.of(new StateChange.Put("a?b", "v", 0), new StateChange.Put("id-1", "v", 0)),
        NO_OPTIONS);
    for (String key : IMPOSSIBLE) {
      refusedOr(() -> assertThat(state.get(key, NO_OPTIONS)).isEmpty());
      if (!key.isEmpty()) {
        refusedOr(() -> assertThat(state.list(key, Cursor.START, NO_OPTIONS).items()).isEmpty());
      }
    }
    assertThat(state.list("", Cursor.START, NO_OPTIONS).items()).hasSize(2);
  }

  private static void refused(Runnable call) {
    try {
      call.run();
      throw new AssertionError("a record that cannot exist was changed");
    } catch (MemoryException e) {
      assertThat(e.kind())
          .as("kind of: %s", e.getMessage())
          .isIn(ErrorKind.INVALID, ErrorKind.LIMIT, ErrorKind.NOT_FOUND);
    }
  }

  private static void refusedOr(Runnable call) {
    try {
      call.run();
    } catch (MemoryException e) {
      assertThat(e.kind())
          .as("kind of: %s", e.getMessage())
          .isIn(ErrorKind.INVALID, ErrorKind.LIMIT);
    }
  }

  @Test
  void fields_namedLikeWordsOfQueryLanguages_areToldApart() {
    CollectionSpec.Builder spec = CollectionSpec.builder("table").dense("select", 8).sparse("from");
    Payload.Builder payload = Payload.builder();
    for (int number = 0; number < NAMES.size(); number++) {
      spec.field(NAMES.get(number), PayloadType.INT64);
      payload.put(NAMES.get(number), number);
    }
    RecordCollection collection = backend().openCollection(spec.build());
    MemoryRecord like = SampleRecords.record(ACME, "id-1");
    MemoryRecord record =
        like.toBuilder()
            .payload(payload.build())
            .dense(Map.of("select", like.dense().values().iterator().next()))
            .sparse(Map.of("from", like.sparse().values().iterator().next()))
            .build();
    collection.upsert(List.of(record), NO_OPTIONS);
    RecordAssertions.assertSame(record, present(collection, ACME, "id-1"));
    for (int number = 0; number < NAMES.size(); number++) {
      Filter own = Filter.eq(NAMES.get(number), number);
      assertThat(collection.count(Set.of(ACME), own, NO_OPTIONS)).as("%s", own).isEqualTo(1);
      assertThat(search(collection, ACME, own, firstLeg(record))).hasSize(1);
    }
  }

  private static Leg firstLeg(MemoryRecord record) {
    return new Leg.Dense("select", record.dense().values().iterator().next(), 3);
  }

  @Test
  void collections_namedLikeWordsOfQueryLanguages_areKeptApart() {
    List<String> names =
        List.of(
            "select",
            "table",
            "user",
            "order",
            "a_b",
            "axb",
            "a__b",
            "n".repeat(47) + "a",
            "n".repeat(47) + "b");
    for (String name : names) {
      backend()
          .openCollection(SampleRecords.specBuilder(name).build())
          .upsert(List.of(SampleRecords.record(ACME, name)), NO_OPTIONS);
    }
    backend().dropCollection("a_b");
    for (String name : names) {
      RecordCollection collection =
          backend().openCollection(SampleRecords.specBuilder(name).build());
      List<String> held =
          scanAll(collection, Set.of(ACME, GLOBEX), Filter.all(), 10).stream()
              .map(MemoryRecord::id)
              .toList();
      assertThat(held).isEqualTo(name.equals("a_b") ? List.of() : List.of(name));
    }
  }
}
