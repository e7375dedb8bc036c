package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A patch changes payload keys and validity of one record, and nothing else. */
@Promise("A patch changes payload keys and validity of one record, and nothing else.")
public abstract class PatchContract extends Contract {

  /** Creates a contract. */
  protected PatchContract() {}

  @Test
  void patch_payload_setsKeysAndKeepsTheRest() {
    Payload before = Payload.builder().put("colour", "red").put("size", 1).put("note", "n").build();
    Patch patch =
        Patch.set(Payload.builder().put("size", 2).put("done", true).put("other", 0.5).build());
    assertPatched(SampleRecords.builder(ACME, "id").payload(before).build(), patch);
  }

  @Test
  void patch_remove_removesKeysPresentOrNot() {
    Payload before = Payload.builder().put("colour", "red").put("note", "n").build();
    Patch patch = Patch.remove(Set.of("colour", "size", "unheard"));
    assertPatched(SampleRecords.builder(ACME, "id").payload(before).build(), patch);
  }

  @Test
  void patch_validity_setsWhatIsGiven() {
    Patch none = Patch.remove(Set.of());
    MemoryRecord bare = SampleRecords.record(ACME, "id");
    assertPatched(bare, none.withValidFrom(Moments.EARLIEST));
    assertPatched(bare, none.withValidTo(Moments.LATEST));
    MemoryRecord valid =
        bare.toBuilder().validFrom(Moments.EARLIEST).validTo(Moments.LATEST).build();
    assertPatched(valid, none);
    assertPatched(valid, none.withValidTo(bare.recordedAt()));
  }

  @Test
  void patch_randomRecords_changesNothingElse() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      MemoryRecord before = SampleRecords.random(random, ACME, "id");
      Payload change = SampleRecords.random(random, ACME, "other").payload();
      assertPatched(before, Patch.set(change));
    }
  }

  private void assertPatched(MemoryRecord before, Patch patch) {
    RecordCollection collection = collection();
    MemoryRecord bystander = SampleRecords.record(ACME, before.id() + "x");
    collection.upsert(List.of(before, bystander), NO_OPTIONS);
    collection.patch(ACME, before.id(), patch, NO_OPTIONS);
    MemoryRecord after = patch.applyTo(before);
    RecordAssertions.assertSame(after, present(collection, ACME, before.id()));
    RecordAssertions.assertSame(bystander, present(collection, ACME, bystander.id()));
    SearchRequest request =
        new SearchRequest(
            Set.of(ACME), Filter.all(), List.of(denseLike(before, 5), sparseLike(before, 5)));
    RankingOracle.assertExact(
        request, List.of(after, bystander), collection.search(request, NO_OPTIONS));
  }

  @Test
  void patch_thenFilter_seesTheNewValues() {
    RecordCollection collection = collection();
    Payload before = Payload.builder().put("colour", "red").put("tags", List.of("a")).build();
    collection.upsert(
        List.of(SampleRecords.builder(ACME, "id").payload(before).build()), NO_OPTIONS);
    Payload change = Payload.builder().put("colour", "blue").put("tags", List.of("b")).build();
    collection.patch(ACME, "id", Patch.set(change).withValidTo(Moments.LATEST), NO_OPTIONS);
    assertCount(collection, Filter.eq("colour", "red"), 0);
    assertCount(collection, Filter.contains("tags", "a"), 0);
    assertCount(collection, Filter.eq("colour", "blue"), 1);
    assertCount(collection, Filter.contains("tags", "b"), 1);
    assertCount(collection, Filter.eq("validTo", PayloadValue.of(Moments.LATEST)), 1);
    collection.patch(ACME, "id", Patch.remove(Set.of("colour")), NO_OPTIONS);
    assertCount(collection, Filter.exists("colour"), 0);
  }

  private static void assertCount(RecordCollection collection, Filter filter, long expected) {
    assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS))
        .as("records that pass %s", filter)
        .isEqualTo(expected);
  }

  @Test
  void patch_absentRecord_isNotFoundAndCreatesNothing() {
    RecordCollection collection = collection();
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    assertThat(
            assertRefused(
                    ErrorKind.NOT_FOUND, () -> collection.patch(ACME, "absent", patch, NO_OPTIONS))
                .outcome())
        .isEqualTo(new WriteOutcome.NotApplied());
    assertCount(collection, Filter.all(), 0);
  }

  @Test
  void patch_declaredFieldWithAnotherType_isRefused() {
    RecordCollection collection = collection();
    MemoryRecord before = SampleRecords.random(new Random(1), ACME, "id");
    collection.upsert(List.of(before), NO_OPTIONS);
    Patch patch = Patch.set(Payload.builder().put("size", "large").build());
    assertRefused(ErrorKind.INVALID, () -> collection.patch(ACME, "id", patch, NO_OPTIONS));
    RecordAssertions.assertSame(before, present(collection, ACME, "id"));
  }

  @Test
  void patch_payloadThatGrowsTooLarge_isRefusedAndChangesNothing() {
    RecordCollection collection = collection();
    String half = "x".repeat(Limits.PAYLOAD_BYTES - 100);
    MemoryRecord before =
        SampleRecords.builder(ACME, "id")
            .payload(Payload.builder().put("note", half).build())
            .build();
    collection.upsert(List.of(before), NO_OPTIONS);
    Patch patch = Patch.set(Payload.builder().put("other", "y".repeat(100)).build());
    assertRefused(ErrorKind.LIMIT, () -> collection.patch(ACME, "id", patch, NO_OPTIONS));
    RecordAssertions.assertSame(before, present(collection, ACME, "id"));
  }
}
