package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks the index for everything, to see what it has. */
final class SearchAll {

  private SearchAll() {}

  /** Returns the ids that a search finds, at most {@link Limits#TOP_K} of them. */
  static Set<String> ids(RecordCollection collection, Namespace namespace) {
    return ids(collection, namespace, Filter.all());
  }

  static Set<String> ids(RecordCollection collection, Namespace namespace, Filter filter) {
    float[] query = new float[SampleRecords.DIMENSION];
    query[0] = 1;
    Leg leg = new Leg.Dense(SampleRecords.CONTENT, DenseVector.of(query), Limits.TOP_K);
    List<Candidate> found =
        collection
            .search(new SearchRequest(Set.of(namespace), filter, List.of(leg)), CallOptions.none())
            .getFirst();
    Set<String> ids = new TreeSet<>();
    found.forEach(candidate -> ids.add(candidate.id()));
    return ids;
  }
}
