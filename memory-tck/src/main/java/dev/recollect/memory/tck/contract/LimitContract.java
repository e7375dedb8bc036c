package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the value types let pass is stored and found, up to the last byte. */
@Promise("Whatever the value types let pass is stored and found, up to the last byte.")
public abstract class LimitContract extends Contract {

  /** No model makes wider vectors. */
  private static final int WIDEST = 1 << 20;

  /** Creates a contract. */
  protected LimitContract() {}

  @Test
  void upsert_longestIds_areToldApartByTheLastByte() {
    RecordCollection collection = collection();
    String wide = "\ud83d\ude42".repeat(Limits.ID_BYTES / 4);
    String left = "i".repeat(Limits.ID_BYTES - 1) + "a";
    String right = "i".repeat(Limits.ID_BYTES - 1) + "b";
    List<MemoryRecord> records =
        List.of(
            SampleRecords.record(ACME, wide),
            SampleRecords.builder(ACME, left).partOf(right, 1).build(),
            SampleRecords.builder(ACME, right).partOf(left, 2).build());
    assertStored(collection, records);
    collection.delete(ACME, Selection.ids(List.of(left)), NO_OPTIONS);
    assertThat(fetch(collection, ACME, left)).isEmpty();
    assertThat(fetch(collection, ACME, right)).isPresent();
    assertThat(collection.count(Set.of(ACME), Filter.eq("parent", left), NO_OPTIONS)).isEqualTo(1);
  }

  @Test
  void upsert_longestNamespaces_areToldApartByTheLastByte() {
    RecordCollection collection = collection();
    int length = Limits.NAMESPACE_BYTES - "t/archive/".length() - 1;
    String owner = "o".repeat(length);
    MemoryRecord left =
        SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, owner + "a"), "id");
    MemoryRecord right =
        SampleRecords.record(Namespace.of("t", NamespaceKind.ARCHIVE, owner + "b"), "id");
    assertThat(left.namespace().key()).hasSize(Limits.NAMESPACE_BYTES);
    assertStored(collection, List.of(left));
    assertStored(collection, List.of(right));
    assertStored(collection, List.of(left));
  }

  @Test
  void upsert_longestText_comesBackExactly() {
    List<MemoryRecord> records =
        List.of(
            SampleRecords.builder(ACME, "ascii").text("x".repeat(Limits.TEXT_BYTES)).build(),
            SampleRecords.builder(ACME, "wide")
                .text("\ud83d\ude42".repeat(Limits.TEXT_BYTES / 4))
                .build());
    assertStored(collection(), records);
  }

  @Test
  void upsert_largestPayloads_comeBackExactlyAndAreFiltered() {
    RecordCollection collection = collection();
    String longest = "x".repeat(Limits.PAYLOAD_BYTES - "colour".length() - 1);
    List<MemoryRecord> records =
        List.of(
            withPayload("a", Payload.builder().put("colour", longest + "a").build()),
            withPayload("b", Payload.builder().put("colour", longest + "b").build()),
            withPayload("list", Payload.builder().put("tags", manyTags()).build()),
            withPayload("keys", manyKeys()));
    assertStored(collection, records);
    assertCount(collection, Filter.eq("colour", longest + "a"), 1);
    assertCount(collection, Filter.eq("colour", longest), 0);
    assertCount(collection, Filter.in("colour", List.of(PayloadValue.of(longest + "b"))), 1);
    assertCount(collection, Filter.contains("tags", "tag-7"), 1);
    assertCount(collection, Filter.eq("tags", PayloadValue.of(manyTags())), 1);
  }

  @Test
  void patch_payloadToTheLastByte_isAcceptedAndOneMoreIsRefused() {
    RecordCollection collection = collection();
    MemoryRecord half =
        withPayload("id", Payload.builder().put("note", "\u05e9".repeat(4_000)).build());
    collection.upsert(List.of(half), NO_OPTIONS);
    int left = Limits.PAYLOAD_BYTES - "note".length() - 8_000 - "colour".length();
    Patch tooMuch = Patch.set(Payload.builder().put("colour", "x".repeat(left + 1)).build());
    assertRefused(ErrorKind.LIMIT, () -> collection.patch(ACME, "id", tooMuch, NO_OPTIONS));
    RecordAssertions.assertSame(half, present(collection, ACME, "id"));
    Patch full = Patch.set(Payload.builder().put("colour", "x".repeat(left)).build());
    collection.patch(ACME, "id", full, NO_OPTIONS);
    RecordAssertions.assertSame(full.applyTo(half), present(collection, ACME, "id"));
    assertCount(collection, Filter.eq("colour", "x".repeat(left)), 1);
    Patch oneMore = Patch.set(Payload.builder().put("x", true).build());
    assertRefused(ErrorKind.LIMIT, () -> collection.patch(ACME, "id", oneMore, NO_OPTIONS));
    RecordAssertions.assertSame(full.applyTo(half), present(collection, ACME, "id"));
  }

  private static MemoryRecord withPayload(String id, Payload payload) {
    return SampleRecords.builder(ACME, id).payload(payload).build();
  }

  private static List<String> manyTags() {
    List<String> tags = new ArrayList<>();
    for (int number = 0; number < 1_600; number++) {
      tags.add("tag-" + number % 1_000);
    }
    return tags;
  }

  private static Payload manyKeys() {
    Payload.Builder payload = Payload.builder().put("k".repeat(64), true);
    for (int number = 0; number < 800; number++) {
      payload.put("key_" + number, number);
    }
    return payload.build();
  }

  private static void assertCount(RecordCollection collection, Filter filter, long expected) {
    assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS)).isEqualTo(expected);
  }

  @Test
  void openCollection_manyFields_allAreFiltered() {
    CollectionSpec.Builder spec = SampleRecords.specBuilder("fields");
    Payload.Builder payload = Payload.builder();
    for (int number = 0; number < 60; number++) {
      spec.field("Field_" + number, PayloadType.INT64);
      payload.put("Field_" + number, number);
    }
    RecordCollection collection = backend().openCollection(spec.build());
    collection.upsert(List.of(withPayload("id", payload.build())), NO_OPTIONS);
    for (int number = 0; number < 60; number++) {
      assertCount(collection, Filter.eq("Field_" + number, number), 1);
    }
  }

  @Test
  void search_largestTopKAndMostLegs_returnsAThousandEach() {
    RecordCollection collection = collection();
    List<MemoryRecord> records = new ArrayList<>();
    for (MemoryRecord record : SampleRecords.records(ACME, Limits.TOP_K + 200)) {
      SparseVector all = SampleRecords.sparse(new Random(record.lot()), 48);
      records.add(record.toBuilder().sparse(Map.of(CONTENT, all)).build());
    }
    collection.upsert(records, NO_OPTIONS);
    MemoryRecord query = records.getFirst();
    List<Leg> legs = new ArrayList<>();
    legs.addAll(Collections.nCopies(4, denseLike(query, Limits.TOP_K)));
    legs.addAll(Collections.nCopies(4, sparseLike(query, Limits.TOP_K)));
    SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), legs);
    assertThat(collection.search(request, NO_OPTIONS))
        .hasSize(Limits.LEGS)
        .allMatch(candidates -> candidates.size() == Limits.TOP_K);
  }

  @Test
  void search_longestSparseVectors_areMultipliedExactly() {
    RecordCollection collection = collection();
    List<MemoryRecord> records =
        List.of(
            withSparse("all", longestSparse(1)),
            withSparse("every second", longestSparse(2)),
            withSparse("none", SparseVector.empty()));
    assertStored(collection, records);
    Leg leg = new Leg.Sparse(CONTENT, longestSparse(1), 10);
    SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), List.of(leg));
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
  }

  private static MemoryRecord withSparse(String id, SparseVector vector) {
    return SampleRecords.builder(ACME, id).sparse(Map.of(CONTENT, vector)).build();
  }

  private static SparseVector longestSparse(int step) {
    int[] terms = new int[Limits.SPARSE_TERMS];
    float[] weights = new float[Limits.SPARSE_TERMS];
    for (int index = 0; index < terms.length; index++) {
      terms[index] = 3 + index * step * 65_537;
      weights[index] = 0.5f + index % 7;
    }
    return SparseVector.of(terms, weights);
  }

  @Test
  void search_largestDimension_isExact() {
    int dimension = Math.min(backend().capabilities().largestDimension(), WIDEST);
    RecordCollection collection =
        backend()
            .openCollection(SampleRecords.specBuilder("wide").dense(CONTENT, dimension).build());
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      records.add(
          SampleRecords.builder(ACME, "id-" + number)
              .dense(Map.of(CONTENT, wide(number, dimension)))
              .build());
    }
    assertStored(collection, records);
    SearchRequest request =
        new SearchRequest(Set.of(ACME), Filter.all(), List.of(denseLike(records.get(2), 5)));
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
  }

  private static DenseVector wide(int seed, int dimension) {
    Random random = new Random(seed);
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }

  private static void assertStored(RecordCollection collection, List<MemoryRecord> records) {
    collection.upsert(records, NO_OPTIONS);
    Namespace namespace = records.getFirst().namespace();
    for (MemoryRecord record : records) {
      RecordAssertions.assertSame(record, present(collection, namespace, record.id()));
    }
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(namespace), Filter.all(), 10));
  }
}
