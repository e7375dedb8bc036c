package dev.recollect.backend.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Nearest neighbours by cosine: over the graph, or exactly where that is cheaper or the graph found
 * too few. So there are as many hits as asked for whenever so many documents match.
 */
final class DenseSearch {

  /** Up to so many documents an exact scan costs no more than a walk over the graph. */
  private static final long EXACT_DOCUMENTS = 3_000;

  /** The graph is walked with a wider beam than the hits wanted; recall at 10 is 0.92 without. */
  private static final int LEAST_BEAM = 64;

  private final IndexSearcher searcher;
  private final Weight matching;
  private final @Nullable Query graphFilter;
  private final long cost;

  /**
   * Creates a search.
   *
   * @param searcher of the index
   * @param matching the documents to search among
   * @param onlyNamespace the ordinal if those are all documents of one namespace, or -1
   */
  DenseSearch(IndexSearcher searcher, Query matching, int onlyNamespace) throws IOException {
    this.searcher = searcher;
    this.matching =
        searcher.createWeight(searcher.rewrite(matching), ScoreMode.COMPLETE_NO_SCORES, 1);
    this.graphFilter = fillsIndex(onlyNamespace) ? null : matching;
    long sum = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      ScorerSupplier supplier = this.matching.scorerSupplier(leaf);
      sum += supplier == null ? 0 : supplier.cost();
    }
    this.cost = sum;
  }

  private boolean fillsIndex(int namespace) throws IOException {
    if (namespace < 0) {
      return false;
    }
    Term term = new Term(IndexFields.NAMESPACE, IndexFields.namespace(namespace));
    return searcher.getIndexReader().docFreq(term) == searcher.getIndexReader().maxDoc();
  }

  List<TopHits.Hit> search(String field, float[] query, int limit) throws IOException {
    if (cost > EXACT_DOCUMENTS) {
      List<TopHits.Hit> hits = walkGraph(field, query, limit);
      if (hits.size() == limit) {
        return hits;
      }
    }
    return scan(field, query, limit);
  }

  private List<TopHits.Hit> walkGraph(String field, float[] query, int limit) throws IOException {
    int beam = Math.max(LEAST_BEAM, limit + limit / 2);
    ScoreDoc[] found =
        searcher.search(new KnnFloatVectorQuery(field, query, beam, graphFilter), beam).scoreDocs;
    List<TopHits.Hit> hits = new ArrayList<>();
    for (ScoreDoc document : found) {
      if (hits.size() < limit) {
        hits.add(new TopHits.Hit(document.doc, cosine(document.score)));
      }
    }
    return hits;
  }

  private List<TopHits.Hit> scan(String field, float[] query, int limit) throws IOException {
    TopHits hits = new TopHits(limit);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = matching.scorer(leaf);
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field);
      VectorScorer similarity = vectors == null ? null : vectors.scorer(query);
      if (scorer != null && similarity != null) {
        scanLeaf(leaf, scorer.iterator(), similarity, hits);
      }
    }
    return hits.bestFirst();
  }

  private static void scanLeaf(
      LeafReaderContext leaf, DocIdSetIterator documents, VectorScorer similarity, TopHits hits)
      throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    DocIdSetIterator vectors = similarity.iterator();
    for (int document = documents.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if ((live == null || live.get(document)) && vectors.advance(document) == document) {
        double score = cosine(similarity.score());
        if (hits.admits(score)) {
          hits.add(leaf.docBase + document, score);
        }
      }
    }
  }

  /** Lucene's score of a dot product is (1 + dot) / 2. */
  private static double cosine(float score) {
    return 2.0 * score - 1.0;
  }
}
