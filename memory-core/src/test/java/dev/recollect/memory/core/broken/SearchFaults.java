package dev.recollect.memory.core.broken;

import static dev.recollect.memory.core.broken.Fault.ofCollections;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Stores that rank wrongly, too little, or what they must not. */
final class SearchFaults {

  private SearchFaults() {}

  static List<Fault> all() {
    return List.of(
        ofCollections(
            "searches in foreign namespaces",
            "Namespaces",
            "search_foreignRecordIsNearest_returnsOnlyOwn",
            right ->
                asking(
                    right,
                    request -> {
                      Set<Namespace> all =
                          new HashSet<>(Set.of(SampleRecords.ACME, SampleRecords.GLOBEX));
                      all.addAll(request.namespaces());
                      return new SearchRequest(all, request.filter(), request.legs());
                    })),
        ofCollections(
            "cuts to top-k before it filters",
            "Searches",
            "search_filter_isAppliedBeforeTheBestAreTaken",
            FilterAfterwards::new),
        ofCollections(
            "loses small tenants among large ones",
            "SmallTenants",
            "search_smallTenantsAndRareFilters_getKRowsAHundredTimes",
            FilterAfterwards::new),
        ofCollections(
            "returns one row too few",
            "Searches",
            "search_dense_ranksByExactCosine",
            right ->
                answering(right, leg -> leg.size() > 1 ? leg.subList(0, leg.size() - 1) : leg)),
        ofCollections(
            "returns cosines with the wrong sign",
            "Searches",
            "search_dense_ranksByExactCosine",
            right -> answering(right, SearchFaults::negated)),
        ofCollections(
            "ranks by dot product in place of cosine",
            "Searches",
            "search_dense_lengthOfAVectorDoesNotCount",
            Unnormalised::new),
        ofCollections(
            "ignores every leg but the first",
            "Searches",
            "search_severalLegs_returnsAListEach",
            FirstLegOnly::new),
        ofCollections(
            "ranks every leg by the first vector",
            "NamedVectors",
            "search_oneLegAName_ranksByThatVector",
            right -> asking(right, request -> byFirstVector(right, request))),
        ofCollections(
            "keeps sparse terms as floats",
            "Searches",
            "search_sparseTerms_areUnsignedAndExact",
            RoundedTerms::new),
        ofCollections(
            "searches one of several namespaces",
            "Namespaces",
            "search_severalNamespaces_returnsAllOfThemAndNoOther",
            right ->
                asking(
                    right,
                    request ->
                        new SearchRequest(
                            Set.of(request.namespaces().iterator().next()),
                            request.filter(),
                            request.legs()))),
        ofCollections(
            "returns candidates without their sequence",
            "Searches",
            "search_candidates_carryWhatTheirRecordsSay",
            right ->
                answering(right, leg -> leg.stream().map(SearchFaults::withoutSequence).toList())),
        ofCollections(
            "searches what was there before the last write",
            "Visibility",
            "reads_afterAWriteReturned_seeItAtOnce",
            LateSearch::new),
        ofCollections(
            "searches what was there before the last write, seen by many threads",
            "MixedLoad",
            "mixedCalls_onSharedRecords_areLinearizable",
            LateSearch::new));
  }

  private static RecordCollection asking(
      RecordCollection right, UnaryOperator<SearchRequest> change) {
    return new ForwardingCollection(right) {
      @Override
      public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
        return super.search(change.apply(request), options);
      }
    };
  }

  private static RecordCollection answering(
      RecordCollection right, UnaryOperator<List<Candidate>> change) {
    return new ForwardingCollection(right) {
      @Override
      public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
        return super.search(request, options).stream().map(change).toList();
      }
    };
  }

  private static List<Candidate> negated(List<Candidate> leg) {
    return leg.reversed().stream().map(hit -> withScore(hit, -hit.score())).toList();
  }

  private static Candidate withScore(Candidate hit, double score) {
    return new Candidate(
        hit.namespace(), hit.id(), hit.parent(), hit.part(), hit.sequence(), score);
  }

  private static Candidate withoutSequence(Candidate hit) {
    return new Candidate(hit.namespace(), hit.id(), hit.parent(), hit.part(), 0, hit.score());
  }

  private static SearchRequest byFirstVector(RecordCollection right, SearchRequest request) {
    String first = right.spec().sparseVectors().first();
    List<Leg> legs = new ArrayList<>();
    for (Leg leg : request.legs()) {
      legs.add(
          leg instanceof Leg.Sparse sparse
              ? new Leg.Sparse(first, sparse.query(), sparse.topK())
              : leg);
    }
    return new SearchRequest(request.namespaces(), request.filter(), legs);
  }

  /** Takes the nearest of all namespaces first, and drops what does not belong then. */
  private static final class FilterAfterwards extends ForwardingCollection {
    FilterAfterwards(RecordCollection right) {
      super(right);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      Set<Namespace> all = new HashSet<>(Set.of(SampleRecords.ACME, SampleRecords.GLOBEX));
      all.addAll(request.namespaces());
      SearchRequest unfiltered = new SearchRequest(all, Filter.all(), request.legs());
      Set<Candidate> passing = passing(request, options);
      return super.search(unfiltered, options).stream()
          .map(leg -> leg.stream().filter(hit -> passing.contains(withScore(hit, 0))).toList())
          .toList();
    }

    private Set<Candidate> passing(SearchRequest request, CallOptions options) {
      Leg every =
          SampleRecords.denseLike(SampleRecords.record(SampleRecords.ACME, "any"), Limits.TOP_K);
      Set<Candidate> passing = new HashSet<>();
      super.search(
              new SearchRequest(request.namespaces(), request.filter(), List.of(every)), options)
          .getFirst()
          .forEach(hit -> passing.add(withScore(hit, 0)));
      return passing;
    }
  }

  /** Scores by dot product, divided by the largest there can be. */
  private static final class Unnormalised extends ForwardingCollection {
    private final Map<String, Double> lengths = new HashMap<>();

    Unnormalised(RecordCollection right) {
      super(right);
    }

    @Override
    public void upsert(List<MemoryRecord> records, CallOptions options) {
      records.forEach(
          record -> lengths.put(record.id(), length(record.dense().values().iterator().next())));
      super.upsert(records, options);
    }

    private static double length(DenseVector vector) {
      double sum = 0;
      for (float value : ((DenseVector.Values) vector).toArray()) {
        sum += (double) value * value;
      }
      return Math.sqrt(sum);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      double longest = Collections.max(lengths.values());
      return super.search(request, options).stream()
          .map(leg ->
              leg.stream()
                  .map(hit -> withScore(hit, hit.score() * lengths.get(hit.id()) / longest))
                  .sorted((one, two) -> Double.compare(two.score(), one.score()))
                  .toList())
          .toList();
    }
  }

  private static final class FirstLegOnly extends ForwardingCollection {
    FirstLegOnly(RecordCollection right) {
      super(right);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      List<List<Candidate>> answered = new ArrayList<>(super.search(request, options));
      for (int leg = 1; leg < answered.size(); leg++) {
        answered.set(leg, List.of());
      }
      return answered;
    }
  }

  private static final class RoundedTerms extends ForwardingCollection {
    RoundedTerms(RecordCollection right) {
      super(right);
    }

    @Override
    public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      List<Leg> legs = request.legs().stream().map(RoundedTerms::rounded).toList();
      return super.search(new SearchRequest(request.namespaces(), request.filter(), legs), options);
    }

    private static Leg rounded(Leg leg) {
      if (leg instanceof Leg.Sparse(String vector, SparseVector query, int topK)
          && query.size() == 1) {
        int term = (int) (long) (float) Integer.toUnsignedLong(query.term(0));
        return new Leg.Sparse(vector, SparseVector.of(new int[] {term}, query.weights()), topK);
      }
      return leg;
    }
  }

  /** Answers a search with what the one before found. */
  private static final class LateSearch extends ForwardingCollection {
    private final Map<Object, List<List<Candidate>>> last = new HashMap<>();

    LateSearch(RecordCollection right) {
      super(right);
    }

    @Override
    public synchronized List<List<Candidate>> search(SearchRequest request, CallOptions options) {
      List<List<Candidate>> present = super.search(request, options);
      List<List<Candidate>> before = last.put(request.filter(), present);
      return before == null ? present : before;
    }
  }
}
