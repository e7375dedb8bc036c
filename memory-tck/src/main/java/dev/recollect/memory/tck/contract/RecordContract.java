package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record comes back as it was written: every type, every character, every optional part. */
@Promise("A record comes back as it was written: every type, every character, every optional part.")
public abstract class RecordContract extends Contract {

  /** Creates a contract. */
  protected RecordContract() {}

  @ParameterizedTest
  @EnumSource(PayloadType.class)
  void upsert_payloadOfEveryType_comesBackExactly(PayloadType type) {
    RecordCollection collection = collection();
    List<PayloadValue> values = SampleValues.of(type);
    String declared =
        collection.spec().fields().entrySet().stream()
            .filter(field -> field.getValue() == type)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    List<MemoryRecord> written = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      Payload payload =
          Payload.of(Map.of(declared, values.get(index), "undeclared", values.get(index)));
      written.add(SampleRecords.builder(ACME, "id-" + index).payload(payload).build());
    }
    assertRoundTrip(collection, written);
  }

  @Test
  void upsert_textWithAnyCharacter_comesBackExactly() {
    List<MemoryRecord> written = new ArrayList<>();
    for (String text : SampleValues.TEXTS) {
      written.add(SampleRecords.builder(ACME, "id-" + written.size()).text(text).build());
    }
    assertRoundTrip(collection(), written);
  }

  @Test
  void upsert_idsThatDifferInAnyCharacter_areDifferentRecords() {
    List<MemoryRecord> written =
        SampleValues.TEXTS.stream()
            .filter(id -> !id.isEmpty())
            .map(id -> SampleRecords.builder(ACME, id).partOf("parent of " + id, 3).build())
            .toList();
    assertRoundTrip(collection(), written);
  }

  @Test
  void upsert_optionalParts_comeBackPresentOrAbsent() {
    MemoryRecord full =
        SampleRecords.builder(ACME, "full")
            .partOf("parent", Integer.MAX_VALUE)
            .sequence(Long.MAX_VALUE)
            .occurredAt(Moments.EARLIEST)
            .recordedAt(Moments.LATEST)
            .validFrom(Moments.EARLIEST)
            .validTo(Moments.LATEST)
            .build();
    assertRoundTrip(collection(), List.of(full, SampleRecords.record(ACME, "bare")));
  }

  @Test
  void upsert_randomRecords_comeBackExactly() {
    Random random = random();
    List<MemoryRecord> written =
        IntStream.range(0, 200)
            .mapToObj(index -> SampleRecords.random(random, ACME, "id-" + index))
            .toList();
    assertRoundTrip(collection(), written);
  }

  @Test
  void upsert_vectorsOfAnyLength_keepTheirDirection() {
    RecordCollection collection = collection();
    float[] tiny = {1e-18f, 0, 0, 0, 0, 0, 0, 2e-18f};
    float[] huge = {-1e18f, 0, 0, 0, 0, 0, 0, 3e18f};
    float[] least = {0, 0, Float.MIN_VALUE, 0, 0, 0, 0, 0};
    float[] most = {Float.MAX_VALUE, 0, 0, -Float.MAX_VALUE, 0, 0, 0, 1};
    List<MemoryRecord> written =
        List.of(
            SampleRecords.builder(ACME, "tiny").dense(content(tiny)).build(),
            SampleRecords.builder(ACME, "huge").dense(content(huge)).build(),
            SampleRecords.builder(ACME, "least").dense(content(least)).build(),
            SampleRecords.builder(ACME, "most").dense(content(most)).build());
    assertRoundTrip(collection, written);
    for (MemoryRecord record : written) {
      SearchRequest request =
          new SearchRequest(
              Set.of(ACME), Filter.all(), List.of(SampleRecords.denseLike(record, 4)));
      RankingOracle.assertExact(request, written, collection.search(request, NO_OPTIONS));
    }
  }

  private static Map<String, DenseVector> content(float[] values) {
    return Map.of(SampleRecords.CONTENT, DenseVector.of(values));
  }

  @Test
  void upsert_emptySparseVector_comesBackEmpty() {
    MemoryRecord silent =
        SampleRecords.builder(ACME, "silent")
            .sparse(Map.of(SampleRecords.CONTENT, SparseVector.empty()))
            .build();
    assertRoundTrip(collection(), List.of(silent));
  }

  @Test
  void upsert_existingId_replacesTheWholeRecord() {
    RecordCollection collection = collection();
    Random random = new Random(1);
    collection.upsert(List.of(SampleRecords.random(random, ACME, "id")), NO_OPTIONS);
    MemoryRecord later = SampleRecords.record(ACME, "id");
    collection.upsert(List.of(later), NO_OPTIONS);
    RecordAssertions.assertSame(later, present(collection, ACME, "id"));
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(1);
  }

  @Test
  void upsert_sameIdTwiceInABatch_laterWins() {
    RecordCollection collection = collection();
    MemoryRecord first = SampleRecords.builder(ACME, "id").text("first").build();
    MemoryRecord other = SampleRecords.builder(GLOBEX, "id").text("other").build();
    MemoryRecord last = SampleRecords.builder(ACME, "id").text("last").sequence(7).build();
    collection.upsert(List.of(first, other, last), NO_OPTIONS);
    RecordAssertions.assertSame(last, present(collection, ACME, "id"));
    RecordAssertions.assertSame(other, present(collection, GLOBEX, "id"));
    assertThat(collection.count(Set.of(ACME, GLOBEX), Filter.all(), NO_OPTIONS)).isEqualTo(2);
  }

  @Test
  void upsert_repeated_changesNothing() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = SampleRecords.records(ACME, 20);
    collection.upsert(records, NO_OPTIONS);
    assertRoundTrip(collection, records);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(20);
  }

  @Test
  void upsert_emptyBatch_isAllowed() {
    RecordCollection collection = collection();
    collection.upsert(List.of(), NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
  }

  @Test
  void fetch_ids_keepsTheirOrderOnceEachAndLeavesOutUnknown() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 5), NO_OPTIONS);
    List<String> ids = List.of("id-3", "unknown", "id-0", "id-3", "ID-1", "id-4");
    assertThat(collection.fetch(ACME, ids, Projection.CONTENT, NO_OPTIONS))
        .extracting(MemoryRecord::id)
        .containsExactly("id-3", "id-0", "id-4");
    assertThat(collection.fetch(ACME, List.of(), Projection.ALL, NO_OPTIONS)).isEmpty();
  }

  @Test
  void fetch_projection_readsWhatItNamesAndAlwaysTheRest() {
    RecordCollection collection = collection();
    MemoryRecord whole = SampleRecords.random(new Random(3), ACME, "id");
    collection.upsert(List.of(whole), NO_OPTIONS);
    for (int bits = 0; bits < 16; bits++) {
      Projection projection =
          new Projection((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0);
      MemoryRecord read = collection.fetch(ACME, List.of("id"), projection, NO_OPTIONS).getFirst();
      RecordAssertions.assertSame(RecordAssertions.projected(whole, projection), read);
    }
  }

  private static void assertRoundTrip(RecordCollection collection, List<MemoryRecord> written) {
    collection.upsert(written, NO_OPTIONS);
    List<String> ids = written.stream().map(MemoryRecord::id).toList();
    List<MemoryRecord> fetched = collection.fetch(ACME, ids, Projection.ALL, NO_OPTIONS);
    RecordAssertions.assertSame(written, fetched);
    RecordAssertions.assertSameInAnyOrder(
        written, scanAll(collection, Set.of(ACME), Filter.all(), 7));
  }
}
