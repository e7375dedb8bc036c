package dev.recollect.memory.api.spi.support;

import static dev.recollect.memory.api.spi.support.TestRecords.ACME;
import static dev.recollect.memory.api.spi.support.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What reaches a store whose collection is behind the checks, and what does not. */
class CheckedCollectionTest {

  private static final CallOptions NO_OPTIONS = CallOptions.none();
  private static final Filter UNDECLARED = Filter.eq("taste", "sweet");
  private static final Filter DECLARED = Filter.eq("colour", "red");
  private static final Leg LEG = new Leg.Dense("content", DenseVector.of(1, 2), 5);
  private static final Patch PATCH = Patch.set(Payload.builder().put("colour", "red").build());

  /** Notes what it is asked for. */
  private static final class Store implements RecordCollection {
    private final List<Object> reached = new ArrayList<>();
    private CollectionSpec spec = TestRecords.spec();

    @Override
    public CollectionSpec spec() {
      return spec;
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      reached.add(records);
    }

    @Override
    public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
      reached.add(id);
    }

    @Override
    public void delete(Namespace namespace, Selection selection, CallOptions options) {
      reached.add(selection);
    }

    @Override
    public List<MemoryRecord> fetch(
        Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
      reached.add(ids);
      return List.of(record(namespace, ids.getFirst()));
    }

    @Override
    public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
      reached.add(request);
      return Page.last(List.of());
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      reached.add(request);
      return List.of(List.of());
    }

    @Override
    public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
      reached.add(namespaces);
      return 7;
    }
  }

  private final Store store = new Store();
  private final RecordCollection collection =
      new CheckedCollection(store, Capabilities.builder().build());

  private void assertRefused(ErrorKind kind, ThrowingCallable call) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    assertThat(store.reached).isEmpty();
  }

  private static ScanRequest scan(Filter filter) {
    return new ScanRequest(Set.of(ACME), filter, Projection.ALL, Cursor.START, 5);
  }

  private static SearchRequest search(Filter filter, Leg leg) {
    return new SearchRequest(Set.of(ACME), filter, List.of(leg));
  }

  @Test
  void upsert_oneRecordThatDoesNotFit_reachesNothing() {
    MemoryRecord wrong =
        TestRecords.builder(ACME, "wrong").dense(Map.of("content", DenseVector.of(1))).build();
    assertRefused(
        ErrorKind.INVALID,
        () -> collection.upsert(List.of(record(ACME, "right"), wrong), NO_OPTIONS));
  }

  @Test
  void upsert_textForAStoreThatEmbedsNone_isUnsupported() {
    MemoryRecord text =
        TestRecords.builder(ACME, "id").dense(Map.of("content", DenseVector.embed("text"))).build();
    assertRefused(ErrorKind.UNSUPPORTED, () -> collection.upsert(List.of(text), NO_OPTIONS));
  }

  @Test
  void everyCall_undeclaredField_isRefused() {
    assertRefused(ErrorKind.INVALID, () -> collection.scan(scan(UNDECLARED), NO_OPTIONS));
    assertRefused(ErrorKind.INVALID, () -> collection.search(search(UNDECLARED, LEG), NO_OPTIONS));
    assertRefused(ErrorKind.INVALID, () -> collection.count(Set.of(ACME), UNDECLARED, NO_OPTIONS));
    assertRefused(
        ErrorKind.INVALID,
        () -> collection.delete(ACME, Selection.matching(UNDECLARED), NO_OPTIONS));
  }

  @Test
  void search_unknownVector_isRefused() {
    Leg unknown = new Leg.Dense("context", DenseVector.of(1, 2), 5);
    assertRefused(
        ErrorKind.INVALID, () -> collection.search(search(Filter.all(), unknown), NO_OPTIONS));
  }

  @Test
  void patch_idNoRecordHasOrMistypedField_isRefused() {
    Patch mistyped = Patch.set(Payload.builder().put("colour", 7).build());
    assertRefused(ErrorKind.INVALID, () -> collection.patch(ACME, "", PATCH, NO_OPTIONS));
    assertRefused(ErrorKind.INVALID, () -> collection.patch(ACME, "id", mistyped, NO_OPTIONS));
  }

  @Test
  void fetch_idNoRecordHas_isRefused() {
    List<String> ids = List.of("id", "un\ud800paired");
    assertRefused(ErrorKind.INVALID, () -> collection.fetch(ACME, ids, Projection.ALL, NO_OPTIONS));
  }

  @Test
  void everyCall_wrongArgumentsAndTimeOver_isRefusedForItsArguments() {
    CallOptions over = CallOptions.within(Duration.ZERO);
    assertRefused(ErrorKind.INVALID, () -> collection.patch(ACME, "", PATCH, over));
    assertRefused(ErrorKind.INVALID, () -> collection.scan(scan(UNDECLARED), over));
  }

  @Test
  void everyCall_thatPasses_reachesTheStoreAndItsAnswerComesBack() {
    MemoryRecord right = record(ACME, "id");
    collection.upsert(List.of(right), NO_OPTIONS);
    collection.patch(ACME, "id", PATCH, NO_OPTIONS);
    collection.delete(ACME, Selection.ids(List.of("id")), NO_OPTIONS);
    collection.delete(ACME, Selection.matching(DECLARED), NO_OPTIONS);
    assertThat(collection.fetch(ACME, List.of("id"), Projection.ALL, NO_OPTIONS)).hasSize(1);
    assertThat(collection.scan(scan(DECLARED), NO_OPTIONS).items()).isEmpty();
    assertThat(collection.search(search(DECLARED, LEG), NO_OPTIONS)).hasSize(1);
    assertThat(collection.count(Set.of(ACME), DECLARED, NO_OPTIONS)).isEqualTo(7);
    assertThat(store.reached)
        .containsExactly(
            List.of(right),
            "id",
            Selection.ids(List.of("id")),
            Selection.matching(DECLARED),
            List.of("id"),
            scan(DECLARED),
            search(DECLARED, LEG),
            Set.of(ACME));
  }

  @Test
  void upsert_listThatChangesAfterwards_leavesTheStoresAlone() {
    List<MemoryRecord> records = new ArrayList<>(List.of(record(ACME, "id")));
    collection.upsert(records, NO_OPTIONS);
    records.clear();
    assertThat(store.reached.getFirst()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
  }

  @Test
  void spec_thatGrows_isTheOneThatIsChecked() {
    assertRefused(ErrorKind.INVALID, () -> collection.count(Set.of(ACME), UNDECLARED, NO_OPTIONS));
    store.spec = store.spec.toBuilder().field("taste", PayloadType.TEXT).build();
    assertThat(collection.spec()).isEqualTo(store.spec);
    assertThat(collection.count(Set.of(ACME), UNDECLARED, NO_OPTIONS)).isEqualTo(7);
  }
}
