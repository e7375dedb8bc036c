package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each leg is its own list: exact cosines or dot products, best first, k rows whenever k match. */
@Promise(
    "Each leg is a list of its own: exact cosines or dot products, best first, k rows whenever k"
        + " match.")
public abstract class SearchContract extends Contract {

  /** Creates a contract. */
  protected SearchContract() {}

  @Test
  void search_dense_ranksByExactCosine() {
    Random random = random();
    RecordCollection collection = collection();
    List<MemoryRecord> stored = write(collection, 120);
    for (int k : new int[] {1, 2, 10, 119, 240, 241, Limits.TOP_K}) {
      Leg leg = new Leg.Dense(CONTENT, SampleRecords.dense(random), k);
      assertExact(collection, stored, Filter.all(), leg);
    }
  }

  @Test
  void search_dense_lengthOfAVectorDoesNotCount() {
    RecordCollection collection = collection();
    MemoryRecord near = withDense("near", 0.001f, 0.001f, 0, 0, 0, 0, 0, 0);
    MemoryRecord far = withDense("far", 1_000, 0, 0, 0, 0, 0, 0, 0);
    MemoryRecord opposite = withDense("opposite", -5, -5, 0, 0, 0, 0, 0, 0);
    collection.upsert(List.of(far, opposite, near), NO_OPTIONS);
    Leg leg = new Leg.Dense(CONTENT, DenseVector.of(30, 30, 0, 0, 0, 0, 0, 0), 3);
    List<Candidate> found = search(collection, ACME, Filter.all(), leg);
    assertThat(found).extracting(Candidate::id).containsExactly("near", "far", "opposite");
    assertThat(found.get(0).score()).isCloseTo(1, within(RankingOracle.TOLERANCE));
    assertThat(found.get(1).score()).isCloseTo(Math.sqrt(0.5), within(RankingOracle.TOLERANCE));
    assertThat(found.get(2).score()).isCloseTo(-1, within(RankingOracle.TOLERANCE));
  }

  private static MemoryRecord withDense(String id, float... values) {
    return SampleRecords.builder(ACME, id).dense(Map.of(CONTENT, DenseVector.of(values))).build();
  }

  @Test
  void search_equalScores_stillReturnsKDifferentRecords() {
    RecordCollection collection = collection();
    List<MemoryRecord> twins = new ArrayList<>();
    for (MemoryRecord record : SampleRecords.records(ACME, 50)) {
      MemoryRecord first = twins.isEmpty() ? record : twins.getFirst();
      twins.add(record.toBuilder().dense(first.dense()).sparse(first.sparse()).build());
    }
    collection.upsert(twins, NO_OPTIONS);
    assertExact(collection, twins, Filter.all(), denseLike(twins.getFirst(), 20));
    assertExact(collection, twins, Filter.all(), sparseLike(twins.getFirst(), 20));
  }

  @Test
  void search_sparse_ranksByDotProductOfCommonTerms() {
    Random random = random();
    RecordCollection collection = collection();
    List<MemoryRecord> stored = write(collection, 120);
    for (int terms : new int[] {1, 2, 3, 10, 48}) {
      for (int k : new int[] {1, 10, Limits.TOP_K}) {
        Leg leg = new Leg.Sparse(CONTENT, SampleRecords.sparse(random, terms), k);
        assertExact(collection, stored, Filter.all(), leg);
      }
    }
  }

  @Test
  void search_sparseWithoutCommonTerm_findsNothing() {
    RecordCollection collection = collection();
    write(collection, 20);
    SparseVector strange = SparseVector.of(new int[] {7, -2}, new float[] {1, 1});
    assertThat(search(collection, ACME, Filter.all(), new Leg.Sparse(CONTENT, strange, 10)))
        .isEmpty();
    Leg empty = new Leg.Sparse(CONTENT, SparseVector.empty(), 10);
    assertThat(search(collection, ACME, Filter.all(), empty)).isEmpty();
  }

  @Test
  void search_sparseTerms_areUnsignedAndExact() {
    RecordCollection collection = collection();
    List<MemoryRecord> stored = new ArrayList<>();
    for (int term : new int[] {1, 2, 1 << 24, (1 << 24) + 1, Integer.MAX_VALUE, -2147483648, -2}) {
      SparseVector vector = SparseVector.of(new int[] {term}, new float[] {1.5f});
      stored.add(
          SampleRecords.builder(ACME, "term" + term).sparse(Map.of(CONTENT, vector)).build());
    }
    collection.upsert(stored, NO_OPTIONS);
    for (MemoryRecord record : stored) {
      List<Candidate> found = search(collection, ACME, Filter.all(), sparseLike(record, 10));
      assertThat(found).extracting(Candidate::id).containsExactly(record.id());
      assertThat(found.getFirst().score()).isCloseTo(2.25, within(RankingOracle.TOLERANCE));
    }
  }

  @Test
  void search_sparseWeightsOfAnySize_areMultipliedExactly() {
    RecordCollection collection = collection();
    float[] weights = {
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      1e-30f,
      1e-10f,
      1,
      16_777_215f,
      1e10f,
      1e30f,
      Float.MAX_VALUE
    };
    List<MemoryRecord> stored = new ArrayList<>();
    for (float weight : weights) {
      SparseVector vector = SparseVector.of(new int[] {5, 9}, new float[] {weight, 1});
      stored.add(
          SampleRecords.builder(ACME, "weight " + weight).sparse(Map.of(CONTENT, vector)).build());
    }
    collection.upsert(stored, NO_OPTIONS);
    RecordAssertions.assertSameInAnyOrder(
        stored, scanAll(collection, Set.of(ACME), Filter.all(), 10));
    for (float weight : weights) {
      SparseVector query = SparseVector.of(new int[] {5}, new float[] {weight});
      assertExact(collection, stored, Filter.all(), new Leg.Sparse(CONTENT, query, 20));
    }
  }

  @Test
  void search_filter_isAppliedBeforeTheBestAreTaken() {
    RecordCollection collection = collection();
    List<MemoryRecord> stored = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      Payload payload =
          Payload.builder()
              .put("size", index)
              .put("colour", index % 40 == 7 ? "red" : "blue")
              .build();
      stored.add(SampleRecords.builder(ACME, "id-" + index).payload(payload).build());
    }
    collection.upsert(stored, NO_OPTIONS);
    MemoryRecord query = stored.getFirst();
    Filter rare = Filter.eq("colour", "red");
    assertExact(collection, stored, rare, denseLike(query, 5));
    assertExact(collection, stored, rare, sparseLike(query, 5));
    Filter half = Filter.gte("size", PayloadValue.of(100));
    assertExact(collection, stored, Filter.or(rare, half), denseLike(query, 50));
  }

  @Test
  void search_severalLegs_returnsAListEach() {
    Random random = random();
    RecordCollection collection = collection();
    List<MemoryRecord> stored = write(collection, 60);
    List<Leg> legs = new ArrayList<>();
    for (int index = 0; index < Limits.LEGS; index++) {
      legs.add(
          index % 2 == 0
              ? new Leg.Dense(CONTENT, SampleRecords.dense(random), 1 + 10 * index)
              : new Leg.Sparse(CONTENT, SampleRecords.sparse(random, index), 1 + 10 * index));
    }
    SearchRequest request = new SearchRequest(Set.of(ACME, GLOBEX), Filter.all(), legs);
    RankingOracle.assertExact(request, stored, collection.search(request, NO_OPTIONS));
  }

  @Test
  void search_candidates_carryWhatTheirRecordsSay() {
    RecordCollection collection = collection();
    MemoryRecord message =
        SampleRecords.builder(ACME, "chat/3#2").partOf("chat/3", 2).sequence(3).build();
    MemoryRecord plain = SampleRecords.record(ACME, "plain");
    collection.upsert(List.of(message, plain), NO_OPTIONS);
    List<Candidate> found = search(collection, ACME, Filter.all(), denseLike(message, 2));
    assertThat(found.get(0).score()).isCloseTo(1, within(RankingOracle.TOLERANCE));
    assertThat(found.get(0))
        .returns(ACME, Candidate::namespace)
        .returns("chat/3#2", Candidate::id)
        .returns("chat/3", Candidate::parent)
        .returns(2, Candidate::part)
        .returns(3L, Candidate::sequence);
    assertThat(found.get(1))
        .returns("plain", Candidate::parent)
        .returns(0, Candidate::part)
        .returns(0L, Candidate::sequence);
  }

  @Test
  void search_emptyNamespace_findsNothing() {
    RecordCollection collection = collection();
    Leg leg = denseLike(SampleRecords.record(ACME, "any"), 5);
    assertThat(search(collection, ACME, Filter.all(), leg)).isEmpty();
    collection.upsert(SampleRecords.records(GLOBEX, 5), NO_OPTIONS);
    assertThat(search(collection, ACME, Filter.all(), leg)).isEmpty();
  }

  @Test
  void search_replacedAndDeletedRecords_areGone() {
    RecordCollection collection = collection();
    List<MemoryRecord> old = SampleRecords.records(ACME, 30);
    collection.upsert(old, NO_OPTIONS);
    List<MemoryRecord> stored = new ArrayList<>();
    for (MemoryRecord record : old.subList(0, 20)) {
      MemoryRecord like = SampleRecords.record(GLOBEX, record.id());
      stored.add(record.toBuilder().dense(like.dense()).sparse(like.sparse()).build());
    }
    collection.upsert(stored, NO_OPTIONS);
    List<String> rest = old.subList(20, 30).stream().map(MemoryRecord::id).toList();
    collection.delete(ACME, Selection.ids(rest), NO_OPTIONS);
    for (MemoryRecord query : old) {
      assertExact(collection, stored, Filter.all(), denseLike(query, 25));
      assertExact(collection, stored, Filter.all(), sparseLike(query, 25));
    }
  }

  private static List<MemoryRecord> write(RecordCollection collection, int each) {
    List<MemoryRecord> stored = new ArrayList<>(SampleRecords.records(ACME, each));
    stored.addAll(SampleRecords.records(GLOBEX, each));
    collection.upsert(stored, NO_OPTIONS);
    return stored;
  }

  private static void assertExact(
      RecordCollection collection, List<MemoryRecord> stored, Filter filter, Leg leg) {
    for (Set<Namespace> in : List.of(Set.of(ACME), Set.of(ACME, GLOBEX))) {
      SearchRequest request = new SearchRequest(in, filter, List.of(leg));
      RankingOracle.assertExact(request, stored, collection.search(request, NO_OPTIONS));
    }
  }
}
