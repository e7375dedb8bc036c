package dev.recollect.memory.core.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The kit fails backends that are wrong: one small fault each, caught by the contract it breaks.
 */
class BrokenBackendTest {

  @Test
  void right_backend_passes() {
    assertThat(failures(Right.class, "Namespaces")).isEmpty();
  }

  @Test
  void search_thatLeaksANamespace_isCaught() {
    assertThat(failures(LeakingSearch.class, "Namespaces"))
        .anyMatch(test -> test.startsWith("search_foreignRecordIsNearest"));
  }

  @Test
  void upsert_thatOverwritesAnotherNamespace_isCaught() {
    assertThat(failures(OverwritingUpsert.class, "Namespaces"))
        .contains("fetch_sameIdInTwoNamespaces_returnsEachItsOwn()");
  }

  @Test
  void count_thatForgetsTheFilter_isCaught() {
    assertThat(failures(ForgottenFilter.class, "Filters"))
        .contains("count_anyFilter_agreesWithTheOracle()");
  }

  @Test
  void search_thatFiltersAfterwards_isCaught() {
    assertThat(failures(FilterAfterwards.class, "Searches"))
        .contains("search_filter_isAppliedBeforeTheBestAreTaken()");
    assertThat(failures(FilterAfterwards.class, "SmallTenants"))
        .contains("search_rareFilterInALargeTenant_getsEveryRowEveryTime()");
  }

  @Test
  void integers_keptAsDoubles_areCaught() {
    assertThat(failures(RoundedIntegers.class, "Records")).anyMatch(test -> test.contains("INT64"));
  }

  @Test
  void patch_thatCreates_isCaught() {
    assertThat(failures(CreatingPatch.class, "Patches"))
        .contains("patch_absentRecord_isNotFoundAndCreatesNothing()");
  }

  @Test
  void commit_thatStopsHalfWay_isCaught() {
    assertThat(failures(HalfCommits.class, "State"))
        .contains("commit_severalKeys_changesAllOrNone()");
  }

  @Test
  void commit_thatLosesUpdates_isCaught() {
    assertThat(failures(LostUpdates.class, "StateConcurrency")).isNotEmpty();
  }

  /** Runs one nested contract of a test class in its own launcher; returns the failed tests. */
  private static List<String> failures(Class<?> broken, String contract) {
    DiscoverySelector selector =
        DiscoverySelectors.selectNestedClass(
            List.of(broken.getName()), BackendContract.class.getName() + "$" + contract);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selector)
            .configurationParameter("tck.report", "target/broken-backends")
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .build();
    Outcomes outcomes = new Outcomes();
    // Listeners of the outer run would tell of these runs as if they were part of it.
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(config).execute(request, outcomes);
    assertThat(outcomes.finished).as("tests run").isPositive();
    return outcomes.failed;
  }

  private static final class Outcomes implements TestExecutionListener {
    private final List<String> failed = new ArrayList<>();
    private int finished;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        finished++;
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
          String parent = test.getParentIdObject().map(id -> id + " ").orElse("");
          failed.add(
              test.getDisplayName().startsWith("[")
                  ? parent.substring(parent.indexOf('#') + 1) + test.getDisplayName()
                  : test.getDisplayName());
        }
      }
    }
  }

  private static BackendFixture fixture(BrokenBackend backend) {
    return new BackendFixture() {
      @Override
      public BrokenBackend open() {
        return backend;
      }

      @Override
      public void close() {}
    };
  }

  static class Right extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(BrokenBackend.withCollections(right -> right));
    }
  }

  static class LeakingSearch extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
                  Set<Namespace> all =
                      new HashSet<>(Set.of(SampleRecords.ACME, SampleRecords.GLOBEX));
                  all.addAll(request.namespaces());
                  return right.search(
                      new SearchRequest(all, request.filter(), request.legs()), options);
                }
              }));
    }
  }

  static class OverwritingUpsert extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public void upsert(List<MemoryRecord> records, CallOptions options) {
                  for (MemoryRecord record : records) {
                    deleteElsewhere(record, options);
                    right.upsert(List.of(record), options);
                  }
                }

                private void deleteElsewhere(MemoryRecord record, CallOptions options) {
                  for (Namespace other : List.of(SampleRecords.ACME, SampleRecords.GLOBEX)) {
                    if (!other.equals(record.namespace())) {
                      right.delete(other, Selection.ids(List.of(record.id())), options);
                    }
                  }
                }
              }));
    }
  }

  static class ForgottenFilter extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
                  return right.count(namespaces, Filter.all(), options);
                }
              }));
    }
  }

  static class FilterAfterwards extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
                  SearchRequest unfiltered =
                      new SearchRequest(request.namespaces(), Filter.all(), request.legs());
                  Set<String> passing = passing(request, options);
                  return right.search(unfiltered, options).stream()
                      .map(leg -> leg.stream().filter(hit -> passing.contains(hit.id())).toList())
                      .toList();
                }

                private Set<String> passing(SearchRequest request, CallOptions options) {
                  Leg every =
                      SampleRecords.denseLike(
                          SampleRecords.record(SampleRecords.ACME, "any"), 1_000);
                  Set<String> ids = new HashSet<>();
                  right
                      .search(
                          new SearchRequest(request.namespaces(), request.filter(), List.of(every)),
                          options)
                      .getFirst()
                      .forEach(hit -> ids.add(hit.id()));
                  return ids;
                }
              }));
    }
  }

  static class RoundedIntegers extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public void upsert(List<MemoryRecord> records, CallOptions options) {
                  right.upsert(records.stream().map(BrokenBackendTest::rounded).toList(), options);
                }
              }));
    }
  }

  private static MemoryRecord rounded(MemoryRecord record) {
    Map<String, PayloadValue> values = new TreeMap<>(record.payload().values());
    values.replaceAll((key, value) ->
        value instanceof PayloadValue.Int64(long number)
            ? PayloadValue.of((long) (double) number)
            : value);
    return record.toBuilder().payload(Payload.of(values)).build();
  }

  static class CreatingPatch extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(
          BrokenBackend.withCollections(right ->
              new ForwardingCollection(right) {
                @Override
                public void patch(
                    Namespace namespace, String id, Patch patch, CallOptions options) {
                  if (right.count(Set.of(namespace), Filter.eq("parent", id), options) == 0) {
                    right.upsert(List.of(SampleRecords.record(namespace, id)), options);
                  }
                  right.patch(namespace, id, patch, options);
                }
              }));
    }
  }

  static class HalfCommits extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(BrokenBackend.withState(OneByOne::new));
    }
  }

  private record OneByOne(StateStore right) implements StateStore {
    @Override
    public Optional<StateEntry> get(String key, CallOptions options) {
      return right.get(key, options);
    }

    @Override
    public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
      return right.list(prefix, cursor, options);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      long version = 0;
      for (StateChange change : changes) {
        version = right.commit(List.of(change), options);
      }
      return version;
    }
  }

  static class LostUpdates extends BackendContract {
    @Override
    protected BackendFixture newFixture() {
      return fixture(BrokenBackend.withState(LastWriterWins::new));
    }
  }

  /** Puts whatever version is there, as a store without compare-and-set does. */
  private record LastWriterWins(StateStore right) implements StateStore {
    @Override
    public Optional<StateEntry> get(String key, CallOptions options) {
      return right.get(key, options);
    }

    @Override
    public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
      return right.list(prefix, cursor, options);
    }

    @Override
    public synchronized long commit(List<StateChange> changes, CallOptions options) {
      List<StateChange> blind = new ArrayList<>();
      for (StateChange change : changes) {
        long present = get(change.key(), options).map(StateEntry::version).orElse(0L);
        if (change instanceof StateChange.Put(String key, String value, long ignored)) {
          blind.add(new StateChange.Put(key, value, present));
        } else {
          blind.add(change);
        }
      }
      return right.commit(blind, options);
    }
  }
}
