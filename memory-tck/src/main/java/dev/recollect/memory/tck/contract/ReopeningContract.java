package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A durable backend has everything again when it is opened again. */
@Promise("Everything is there again when the store is opened again.")
public abstract class ReopeningContract extends Contract {

  /** Creates a contract. */
  protected ReopeningContract() {}

  @BeforeEach
  void onlyDurableBackends() {
    provableIf(
        backend().capabilities().durability() != Durability.NONE,
        "the backend declares durability NONE, so there is nothing to keep");
  }

  @Test
  void reopen_collections_keepSpecAndRecords() {
    Random random = new Random(11);
    List<MemoryRecord> records =
        IntStream.range(0, 100)
            .mapToObj(n -> SampleRecords.random(random, n % 3 == 0 ? GLOBEX : ACME, "id-" + n))
            .toList();
    collection().upsert(records, NO_OPTIONS);
    reopen();
    assertThat(backend().collections(Cursor.START).items())
        .extracting(CollectionSpec::encode)
        .containsExactly(SampleRecords.spec().encode());
    assertHolds(collection(), records);
  }

  @Test
  void reopen_afterOverwritesPatchesAndDeletes_keepsTheLastState() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>(SampleRecords.records(ACME, 40));
    collection.upsert(records, NO_OPTIONS);
    MemoryRecord replaced = SampleRecords.builder(ACME, "id-3").text("replaced").build();
    collection.upsert(List.of(replaced), NO_OPTIONS);
    records.set(3, replaced);
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    collection.patch(ACME, "id-5", patch, NO_OPTIONS);
    records.set(5, patch.applyTo(records.get(5)));
    collection.delete(ACME, Selection.ids(List.of("id-39", "id-38")), NO_OPTIONS);
    collection.delete(ACME, Selection.matching(Filter.eq("parent", "id-37")), NO_OPTIONS);
    reopen();
    assertHolds(collection(), records.subList(0, 37));
    reopen();
    assertHolds(collection(), records.subList(0, 37));
  }

  @Test
  void reopen_writesGoOn() {
    for (int round = 0; round < 5; round++) {
      collection().upsert(SampleRecords.records(ACME, 10 * (round + 1)), NO_OPTIONS);
      reopen();
    }
    assertHolds(collection(), SampleRecords.records(ACME, 50));
  }

  @Test
  void reopen_droppedCollection_staysDropped() {
    collection().upsert(SampleRecords.records(ACME, 10), NO_OPTIONS);
    backend().dropCollection(SampleRecords.spec().name());
    reopen();
    assertThat(backend().collections(Cursor.START).items()).isEmpty();
    assertHolds(collection(), List.of());
  }

  @Test
  @Needs(Feature.STATE_STORE)
  void reopen_state_keepsValuesAndVersions() {
    StateStore store = stateStore();
    long first =
        store.commit(
            List.of(new StateChange.Put("a", "1", 0), new StateChange.Put("b", "2", 0)),
            NO_OPTIONS);
    store.commit(List.of(new StateChange.Delete("b", first)), NO_OPTIONS);
    reopen();
    StateStore again = stateStore();
    assertThat(again.get("a", NO_OPTIONS)).contains(new StateEntry("a", "1", first));
    assertThat(again.get("b", NO_OPTIONS)).isEmpty();
  }

  @Test
  @Needs(Feature.STATE_STORE)
  void reopen_versionsOfDeletedKeys_areNotGivenAgain() {
    long version = 0;
    for (int round = 0; round < 3; round++) {
      StateStore store = stateStore();
      long written = store.commit(List.of(new StateChange.Put("key", "v", 0)), NO_OPTIONS);
      assertThat(written).isGreaterThan(version);
      store.commit(List.of(new StateChange.Delete("key", written)), NO_OPTIONS);
      version = written;
      reopen();
    }
  }

  private StateStore stateStore() {
    return backend().state().orElseThrow();
  }

  private static void assertHolds(RecordCollection collection, List<MemoryRecord> records) {
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(ACME, GLOBEX), Filter.all(), 30));
    MemoryRecord query = SampleRecords.record(ACME, "query");
    SearchRequest request =
        new SearchRequest(
            Set.of(ACME, GLOBEX),
            Filter.all(),
            List.of(denseLike(query, 200), sparseLike(query, 200)));
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
    assertThat(collection.count(Set.of(ACME, GLOBEX), Filter.all(), NO_OPTIONS))
        .isEqualTo(records.size());
  }
}
