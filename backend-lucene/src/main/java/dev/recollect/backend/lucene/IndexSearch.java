package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/** Searches of one collection: all legs on the index as of one moment. */
final class IndexSearch {

  private final Namespaces namespaces;
  private final CollectionIndex index;

  IndexSearch(StoreParts store, CollectionIndex index) {
    this.namespaces = store.namespaces();
    this.index = index;
  }

  List<List<Candidate>> search(SearchRequest request) {
    NavigableMap<Integer, Namespace> known = namespaces.known(request.namespaces());
    if (known.isEmpty()) {
      return request.legs().stream().map(leg -> List.<Candidate>of()).toList();
    }
    return index.search(searcher -> new Legs(searcher, request, known).search());
  }

  /** The legs of one request; what several of them need is made once. */
  private static final class Legs {
    private final IndexSearcher searcher;
    private final SearchRequest request;
    private final NavigableMap<Integer, Namespace> known;
    private @Nullable DenseSearch dense;
    private @Nullable SparseSearch sparse;

    Legs(IndexSearcher searcher, SearchRequest request, NavigableMap<Integer, Namespace> known) {
      this.searcher = searcher;
      this.request = request;
      this.known = known;
    }

    List<List<Candidate>> search() throws IOException {
      CandidateReader reader = new CandidateReader(searcher.getIndexReader().leaves(), known);
      List<List<Candidate>> lists = new ArrayList<>();
      for (Leg leg : request.legs()) {
        lists.add(reader.read(hits(leg)));
      }
      return lists;
    }

    private List<TopHits.Hit> hits(Leg leg) throws IOException {
      return switch (leg) {
        case Leg.Dense(String vector, DenseVector query, int topK) ->
            query instanceof DenseVector.Values values
                ? dense().search(IndexFields.dense(vector), values.toUnitArray(), topK)
                : List.of();
        case Leg.Sparse(String vector, SparseVector query, int topK) ->
            sparse().search(IndexFields.sparse(vector), query, topK);
      };
    }

    private DenseSearch dense() throws IOException {
      if (dense == null) {
        boolean whole = IndexFilter.isAll(request.filter()) && known.size() == 1;
        dense =
            new DenseSearch(
                searcher,
                IndexFilter.of(known.keySet(), request.filter()),
                whole ? known.firstKey() : -1);
      }
      return dense;
    }

    private SparseSearch sparse() throws IOException {
      if (sparse == null) {
        sparse = new SparseSearch(searcher, known.keySet(), request.filter());
      }
      return sparse;
    }
  }
}
