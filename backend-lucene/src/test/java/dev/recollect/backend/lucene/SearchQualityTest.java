package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a search finds what brute force finds, where the graph is used and where it is not. */
class SearchQualityTest {

  private static final Namespace LARGE = SampleRecords.ACME;
  private static final Namespace SMALL = SampleRecords.GLOBEX;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() {
    store = Store.open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void search_moreRecordsThanAreScanned_findsNearlyAllNeighbours() {
    Random random = new Random(1);
    RecordCollection collection = collection(48);
    List<DenseVector.Values> topics = new ArrayList<>();
    for (int topic = 0; topic < 40; topic++) {
      topics.add(vector(random, 48));
    }
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 4_000; number++) {
      records.add(record(LARGE, "id-" + number, near(topics.get(number % 40), random)));
    }
    collection.upsert(records, CallOptions.none());

    int found = 0;
    for (int query = 0; query < 50; query++) {
      DenseVector.Values wanted = near(topics.get(query % 40), random);
      Set<String> best = nearest(records, wanted, 10);
      best.retainAll(ids(dense(collection, LARGE, wanted, 10)));
      found += best.size();
    }

    assertThat(found / 500.0).as("recall@10").isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void search_tenantOfOneInAThousand_findsAllItHas() {
    Random random = new Random(2);
    RecordCollection collection = collection(8);
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 4_000; number++) {
      Namespace namespace = number % 1_000 == 500 ? SMALL : LARGE;
      records.add(record(namespace, "id-" + number, vector(random, 8)));
    }
    collection.upsert(records, CallOptions.none());

    for (int query = 0; query < 10; query++) {
      assertThat(dense(collection, SMALL, vector(random, 8), 4)).hasSize(4);
      assertThat(dense(collection, SMALL, vector(random, 8), 1_000)).hasSize(4);
      assertThat(dense(collection, LARGE, vector(random, 8), 1_000)).hasSize(1_000);
    }
  }

  @Test
  void search_manyEqualVectors_stillReturnsK() {
    RecordCollection collection = collection(4);
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = 0; number < 3_500; number++) {
      records.add(record(LARGE, "id-" + number, DenseVector.of(1, 2, 3, 4)));
    }
    collection.upsert(records, CallOptions.none());

    List<Candidate> found = dense(collection, LARGE, DenseVector.of(4, 3, 2, 1), 1_000);

    assertThat(ids(found)).hasSize(1_000);
  }

  @Test
  void search_largestDimension_returnsExactCosines() {
    Random random = new Random(3);
    RecordCollection collection = collection(LargeVectorsFormat.DIMENSIONS);
    DenseVector.Values stored = vector(random, LargeVectorsFormat.DIMENSIONS);
    DenseVector.Values wanted = vector(random, LargeVectorsFormat.DIMENSIONS);
    collection.upsert(List.of(record(LARGE, "one", stored)), CallOptions.none());

    Candidate found = dense(collection, LARGE, wanted, 1).getFirst();

    assertThat(found.score()).isCloseTo(wanted.cosine(stored), within(1e-6));
  }

  @Test
  void search_whileOthersWrite_seesWhatWasAcknowledgedBefore() throws InterruptedException {
    RecordCollection collection = collection(8);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      Namespace own = Namespace.of("tenant" + writer, NamespaceKind.RECALL, "owner");
      writers.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, failure) -> {
                synchronized (failures) {
                  failures.add(failure);
                }
              })
              .start(() -> writeAndFind(collection, own)));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(failures).isEmpty();
  }

  private static void writeAndFind(RecordCollection collection, Namespace own) {
    Random random = new Random(Lot.of(own.key()));
    Set<String> written = new HashSet<>();
    for (int number = 0; number < 40; number++) {
      String id = "id-" + random.nextInt(20);
      collection.upsert(List.of(record(own, id, vector(random, 8))), CallOptions.none());
      written.add(id);
      assertThat(ids(dense(collection, own, vector(random, 8), 1_000))).isEqualTo(written);
    }
  }

  private RecordCollection collection(int dimension) {
    return store.collection(
        CollectionSpec.builder("vectors")
            .embeddingIdentity("test/1")
            .analysisIdentity("test/1")
            .dense("content", dimension)
            .sparse("content")
            .build());
  }

  private static MemoryRecord record(Namespace namespace, String id, DenseVector vector) {
    return MemoryRecord.builder(namespace, id)
        .dense(Map.of("content", vector))
        .sparse(Map.of("content", SparseVector.empty()))
        .build();
  }

  private static DenseVector.Values vector(Random random, int dimension) {
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }

  /** Embeddings of text lie in clusters; without any, all distances are about the same. */
  private static DenseVector.Values near(DenseVector.Values centre, Random random) {
    float[] values = centre.toArray();
    for (int index = 0; index < values.length; index++) {
      values[index] += 0.5f * (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }

  private static List<Candidate> dense(
      RecordCollection collection, Namespace namespace, DenseVector query, int limit) {
    Leg leg = new Leg.Dense("content", query, limit);
    return collection
        .search(
            new SearchRequest(Set.of(namespace), Filter.all(), List.of(leg)), CallOptions.none())
        .getFirst();
  }

  private static Set<String> ids(List<Candidate> candidates) {
    Set<String> ids = new HashSet<>();
    candidates.forEach(candidate -> ids.add(candidate.id()));
    return ids;
  }

  private static Set<String> nearest(
      List<MemoryRecord> records, DenseVector.Values query, int limit) {
    Comparator<MemoryRecord> nearestFirst =
        Comparator.comparingDouble(
            record -> -query.cosine((DenseVector.Values) record.dense().get("content")));
    Set<String> ids = new HashSet<>();
    records.stream().sorted(nearestFirst).limit(limit).forEach(record -> ids.add(record.id()));
    return ids;
  }
}
