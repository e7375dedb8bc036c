package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.pick;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.tck.oracle.FilterArbitraries;
import dev.recollect.memory.tck.oracle.FilterOracle;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random calls of two tenants with the same ids, each compared with a model of both. */
@Promise(
    "Up to 100,000 random calls of two tenants with the same ids, filters that would match the"
        + " other's rows, deletes by filter and searches over both leave and show each its own.")
public abstract class TenantContract extends Contract {

  private static final int CALLS = 100_000;
  private static final int IDS = 30;
  private static final int FILTERS = 400;

  /** Creates a contract. */
  protected TenantContract() {}

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void randomCalls_ofTwoTenantsWithTheSameIds_leakNothing() {
    RecordCollection collection = collection();
    List<Filter> filters = new ArrayList<>();
    forAll(FILTERS, FilterArbitraries.trees(collection.spec()), filters::add);
    Model model = new Model(collection, random(), filters);
    int calls = Repetitions.run(CALLS, model::call);
    model.assertHoldsAll();
    note("%,d of %,d random calls of two tenants".formatted(calls, CALLS));
  }

  /** What both tenants must hold, and the calls that change and read it. */
  private static final class Model {
    private static final List<Namespace> TENANTS = List.of(ACME, GLOBEX);
    private static final List<Set<Namespace>> SETS =
        List.of(Set.of(ACME), Set.of(GLOBEX), Set.of(ACME, GLOBEX));

    private final RecordCollection collection;
    private final Random random;
    private final List<Filter> filters;
    private final Map<Namespace, Map<String, MemoryRecord>> held = new TreeMap<>();
    private int calls;

    Model(RecordCollection collection, Random random, List<Filter> filters) {
      this.collection = collection;
      this.random = random;
      this.filters = filters;
      TENANTS.forEach(tenant -> held.put(tenant, new TreeMap<>()));
    }

    void call(int times) {
      for (int left = times; left > 0; left--) {
        calls++;
        try {
          call();
        } catch (AssertionError e) {
          throw new AssertionError("call " + calls + ": " + e.getMessage(), e);
        }
      }
    }

    private void call() {
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> upsert();
        case 4, 5 -> patch();
        case 6 -> deleteIds();
        case 7 -> deleteMatching();
        case 8, 9 -> fetchSome();
        case 10 -> scan();
        case 11, 12 -> count();
        default -> search();
      }
    }

    private Map<String, MemoryRecord> of(Namespace tenant) {
      return held.computeIfAbsent(tenant, any -> new TreeMap<>());
    }

    private Namespace tenant() {
      return pick(random, TENANTS);
    }

    private String id() {
      return "id-" + random.nextInt(IDS);
    }

    /** Returns a condition that many records of both tenants meet, or any. */
    private Filter filter() {
      return random.nextInt(4) == 0 ? Filter.all() : pick(random, filters);
    }

    private void upsert() {
      List<MemoryRecord> batch = new ArrayList<>();
      for (int size = 1 + random.nextInt(5); size > 0; size--) {
        MemoryRecord record = SampleRecords.random(random, tenant(), id());
        MemoryRecord vectors = SampleRecords.record(tenant(), "vectors-" + random.nextInt(50));
        batch.add(record.toBuilder().dense(vectors.dense()).sparse(vectors.sparse()).build());
      }
      collection.upsert(batch, NO_OPTIONS);
      batch.forEach(record -> of(record.namespace()).put(record.id(), record));
    }

    private void patch() {
      Namespace tenant = tenant();
      String id = id();
      Patch patch = Patch.set(SampleRecords.random(random, tenant, id).payload());
      MemoryRecord present = of(tenant).get(id);
      if (present == null) {
        assertRefused(ErrorKind.NOT_FOUND, () -> collection.patch(tenant, id, patch, NO_OPTIONS));
      } else {
        collection.patch(tenant, id, patch, NO_OPTIONS);
        of(tenant).put(id, patch.applyTo(present));
      }
    }

    private void deleteIds() {
      Namespace tenant = tenant();
      List<String> ids = List.of(id(), id(), id());
      collection.delete(tenant, Selection.ids(ids), NO_OPTIONS);
      ids.forEach(of(tenant)::remove);
    }

    private void deleteMatching() {
      Namespace tenant = tenant();
      Filter filter = pick(random, filters);
      collection.delete(tenant, Selection.matching(filter), NO_OPTIONS);
      of(tenant).values().removeIf(record -> FilterOracle.matches(filter, record));
    }

    private void fetchSome() {
      Namespace tenant = tenant();
      List<String> ids = List.of(id(), id(), id()).stream().distinct().toList();
      List<MemoryRecord> expected =
          ids.stream().filter(of(tenant)::containsKey).map(id -> present(tenant, id)).toList();
      RecordAssertions.assertSame(
          expected, collection.fetch(tenant, ids, Projection.ALL, NO_OPTIONS));
    }

    private MemoryRecord present(Namespace tenant, String id) {
      return of(tenant).getOrDefault(id, SampleRecords.record(tenant, id));
    }

    private void scan() {
      Set<Namespace> tenants = pick(random, SETS);
      Filter filter = filter();
      RecordAssertions.assertSameInAnyOrder(
          matching(tenants, filter),
          scanAll(collection, tenants, filter, 1 + random.nextInt(2 * IDS)));
    }

    private void count() {
      Set<Namespace> tenants = pick(random, SETS);
      Filter filter = filter();
      assertThat(collection.count(tenants, filter, NO_OPTIONS))
          .as("records of %s that pass %s", tenants, filter)
          .isEqualTo(matching(tenants, filter).size());
    }

    private void search() {
      MemoryRecord like = SampleRecords.record(tenant(), "vectors-" + random.nextInt(50));
      int topK = 1 + random.nextInt(2 * IDS);
      List<Leg> legs = List.of(denseLike(like, topK), sparseLike(like, topK));
      SearchRequest request = new SearchRequest(pick(random, SETS), filter(), legs);
      List<MemoryRecord> all = matching(Set.copyOf(TENANTS), Filter.all());
      RankingOracle.assertExact(request, all, collection.search(request, NO_OPTIONS));
    }

    private List<MemoryRecord> matching(Set<Namespace> tenants, Filter filter) {
      return tenants.stream()
          .map(this::of)
          .map(Map::values)
          .flatMap(Collection::stream)
          .filter(record -> FilterOracle.matches(filter, record))
          .toList();
    }

    void assertHoldsAll() {
      for (Set<Namespace> tenants : SETS) {
        RecordAssertions.assertSameInAnyOrder(
            matching(tenants, Filter.all()), scanAll(collection, tenants, Filter.all(), 50));
      }
    }
  }
}
