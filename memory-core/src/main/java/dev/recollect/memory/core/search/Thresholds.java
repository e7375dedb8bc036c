package dev.recollect.memory.core.search;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The bounds on evidence that a query sets: what fails them is dropped before fusion. */
final class Thresholds {

  private static final Projection VECTORS = new Projection(false, false, true, true);

  private final boolean bounded;
  private final double cosine;
  private final double coverage;
  private final AnalyzedQuery query;
  private final CallOptions options;

  Thresholds(SearchQuery request, AnalyzedQuery query) {
    this.bounded = request.minimumCosine().isPresent();
    this.cosine = request.minimumCosine().orElse(Double.NEGATIVE_INFINITY);
    this.coverage = request.minimumCoverage().orElse(Double.NEGATIVE_INFINITY);
    this.query = query;
    this.options = request.options();
  }

  /** Returns whether the query sets a bound. */
  static boolean set(SearchQuery request) {
    return request.minimumCosine().isPresent() || request.minimumCoverage().isPresent();
  }

  /** Returns the wholes of which a part that a leg found passes both bounds. */
  Set<WholeId> passing(
      RecordCollection collection, Set<Namespace> namespaces, List<List<Candidate>> lists) {
    Set<WholeId> ids = new TreeSet<>();
    lists.forEach(list -> list.forEach(found -> ids.add(id(found))));
    Map<WholeId, Double> asked =
        bounded && !query.hasNumbers() ? askStore(collection, namespaces, lists) : Map.of();
    Set<WholeId> passing = new HashSet<>();
    StoredRecords.fetch(collection, ids, VECTORS, options).stream()
        .filter(record -> passes(record, asked))
        .forEach(record -> passing.add(new WholeId(record.namespace(), record.parent())));
    return passing;
  }

  /**
   * Returns the cosines of all that the legs found, by id, where only the store knows the query.
   */
  private Map<WholeId, Double> askStore(
      RecordCollection collection, Set<Namespace> namespaces, List<List<Candidate>> lists) {
    List<PayloadValue> parents =
        lists.stream()
            .flatMap(List::stream)
            .map(Candidate::parent)
            .distinct()
            .map(PayloadValue::of)
            .toList();
    if (parents.isEmpty()) {
      return Map.of();
    }
    Filter found = Filter.in(ReservedField.PARENT.fieldName(), parents);
    Leg leg = new Leg.Dense(VectorNames.CONTENT, query.vector().orElseThrow(), Limits.TOP_K);
    return collection
        .search(new SearchRequest(namespaces, found, List.of(leg)), options)
        .getFirst()
        .stream()
        .collect(Collectors.toMap(Thresholds::id, Candidate::score));
  }

  private static WholeId id(Candidate found) {
    return new WholeId(found.namespace(), found.id());
  }

  private boolean passes(MemoryRecord record, Map<WholeId, Double> asked) {
    double near =
        Evidences.cosine(query, record, VectorNames.CONTENT)
            .orElse(asked.getOrDefault(new WholeId(record.namespace(), record.id()), -1.0));
    return near >= cosine && Evidences.coverage(query, record) >= coverage;
  }
}
