package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The bounds on evidence that a query sets: what fails them is dropped before fusion. */
final class Thresholds {

  private static final Projection VECTORS = new Projection(false, false, true, true);

  private final double cosine;
  private final double coverage;
  private final AnalyzedQuery query;
  private final CallOptions options;

  Thresholds(SearchQuery request, AnalyzedQuery query) {
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
  Set<String> passing(
      RecordCollection collection, Namespace namespace, List<List<Candidate>> lists) {
    Set<String> ids = new TreeSet<>();
    lists.forEach(list -> list.forEach(candidate -> ids.add(candidate.id())));
    Set<String> passing = new HashSet<>();
    collection.fetch(namespace, List.copyOf(ids), VECTORS, options).stream()
        .filter(this::passes)
        .forEach(record -> passing.add(record.parent()));
    return passing;
  }

  private boolean passes(MemoryRecord record) {
    return Evidences.cosine(query, record, VectorNames.CONTENT).orElse(-1) >= cosine
        && Evidences.coverage(query, record) >= coverage;
  }
}
