package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Each leg ranks by the vector it names and by no other: with as many vectors a record as the
 * backend declares, up to four of each kind, of different dimensions.
 */
@Needs(Feature.SEVERAL_VECTORS)
@Promise("Each leg ranks by the vector it names and by no other.")
public abstract class NamedVectorContract extends Contract {

  private static final List<String> NAMES = List.of("content", "context", "title", "x_9");

  /** Creates a contract. */
  protected NamedVectorContract() {}

  private List<String> names() {
    int most = Math.min(NAMES.size(), backend().capabilities().vectorsPerRecord());
    return NAMES.subList(0, most);
  }

  private RecordCollection openNamed() {
    CollectionSpec.Builder spec = CollectionSpec.builder("named");
    for (String name : names()) {
      spec.dense(name, dimension(name)).sparse(name);
    }
    return backend().openCollection(spec.build());
  }

  private static int dimension(String name) {
    return 1 + 3 * NAMES.indexOf(name);
  }

  private MemoryRecord record(Random random, String id) {
    Map<String, DenseVector> dense = new HashMap<>();
    Map<String, SparseVector> sparse = new HashMap<>();
    for (String name : names()) {
      dense.put(name, vector(random, dimension(name)));
      sparse.put(name, SampleRecords.sparse(random, random.nextInt(6)));
    }
    return SampleRecords.builder(ACME, id).dense(dense).sparse(sparse).build();
  }

  private static DenseVector vector(Random random, int dimension) {
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }

  private List<MemoryRecord> write(RecordCollection collection, Random random) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < 80; index++) {
      records.add(record(random, "id-" + index));
    }
    collection.upsert(records, NO_OPTIONS);
    return records;
  }

  @Test
  void fetch_namedVectors_returnsEachUnderItsName() {
    RecordCollection collection = openNamed();
    List<MemoryRecord> records = write(collection, random());
    RecordAssertions.assertSameInAnyOrder(
        records, scanAll(collection, Set.of(ACME), Filter.all(), 20));
  }

  @Test
  void search_oneLegAName_ranksByThatVector() {
    Random random = random();
    RecordCollection collection = openNamed();
    List<MemoryRecord> records = write(collection, random);
    List<Leg> legs = new ArrayList<>();
    for (String name : names()) {
      legs.add(new Leg.Dense(name, vector(random, dimension(name)), 30));
      legs.add(new Leg.Sparse(name, SampleRecords.sparse(random, 5), 30));
    }
    SearchRequest request =
        new SearchRequest(
            Set.of(ACME), Filter.all(), legs.subList(0, Math.min(Limits.LEGS, legs.size())));
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
  }

  @Test
  void search_sameVectorTwice_returnsAListEach() {
    Random random = random();
    RecordCollection collection = openNamed();
    List<MemoryRecord> records = write(collection, random);
    String name = names().getLast();
    List<Leg> legs =
        List.of(
            new Leg.Dense(name, vector(random, dimension(name)), 3),
            new Leg.Dense(name, vector(random, dimension(name)), 50),
            new Leg.Sparse(name, SampleRecords.sparse(random, 2), 50),
            new Leg.Sparse(name, SampleRecords.sparse(random, 9), 3));
    SearchRequest request = new SearchRequest(Set.of(ACME), Filter.all(), legs);
    RankingOracle.assertExact(request, records, collection.search(request, NO_OPTIONS));
  }
}
