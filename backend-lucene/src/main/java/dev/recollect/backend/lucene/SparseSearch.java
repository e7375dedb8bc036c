package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.SparseVector;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Exact dot products of sparse vectors: sums the products of all common terms over windows of
 * documents. The terms are those of the namespaces searched, so no other documents are read.
 */
final class SparseSearch {

  private static final int WINDOW = 4_096;

  private static final VarHandle WEIGHT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  private final IndexSearcher searcher;
  private final Collection<Integer> namespaces;
  private final @Nullable Weight filter;

  SparseSearch(IndexSearcher searcher, Collection<Integer> namespaces, Filter filter)
      throws IOException {
    this.searcher = searcher;
    this.namespaces = namespaces;
    this.filter =
        IndexFilter.isAll(filter)
            ? null
            : searcher.createWeight(
                searcher.rewrite(IndexFilter.translate(filter)), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  /** A term's documents, at the first one that has not been summed yet. */
  private record Postings(PostingsEnum documents, float queryWeight) {
    double product() throws IOException {
      documents.nextPosition();
      BytesRef payload = documents.getPayload();
      return (double) queryWeight * (float) WEIGHT.get(payload.bytes, payload.offset);
    }
  }

  List<TopHits.Hit> search(String field, SparseVector query, int limit) throws IOException {
    TopHits hits = new TopHits(limit);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      List<Postings> postings = postings(leaf, field, query);
      if (!postings.isEmpty()) {
        searchLeaf(leaf, postings, hits);
      }
    }
    return hits.bestFirst();
  }

  private List<Postings> postings(LeafReaderContext leaf, String field, SparseVector query)
      throws IOException {
    List<Postings> postings = new ArrayList<>();
    Terms terms = leaf.reader().terms(field);
    if (terms == null) {
      return postings;
    }
    TermsEnum seeking = terms.iterator();
    for (int namespace : namespaces) {
      for (int index = 0; index < query.size(); index++) {
        if (seeking.seekExact(IndexFields.sparseTerm(namespace, query.term(index)))) {
          PostingsEnum documents = seeking.postings(null, PostingsEnum.PAYLOADS);
          documents.nextDoc();
          postings.add(new Postings(documents, query.weight(index)));
        }
      }
    }
    return postings;
  }

  private void searchLeaf(LeafReaderContext leaf, List<Postings> postings, TopHits hits)
      throws IOException {
    DocIdSetIterator passing = null;
    if (filter != null) {
      Scorer scorer = filter.scorer(leaf);
      if (scorer == null) {
        return;
      }
      passing = scorer.iterator();
    }
    Bits live = leaf.reader().getLiveDocs();
    double[] sums = new double[WINDOW];
    for (int start = firstDocument(postings);
        start != DocIdSetIterator.NO_MORE_DOCS;
        start = firstDocument(postings)) {
      int base = start - start % WINDOW;
      sumWindow(postings, base, sums);
      for (int offset = start - base; offset < WINDOW; offset++) {
        double sum = sums[offset];
        int document = base + offset;
        if (sum > 0
            && hits.admits(sum)
            && (live == null || live.get(document))
            && passes(passing, document)) {
          hits.add(leaf.docBase + document, sum);
        }
      }
      Arrays.fill(sums, 0);
    }
  }

  private static int firstDocument(List<Postings> postings) {
    int first = DocIdSetIterator.NO_MORE_DOCS;
    for (Postings term : postings) {
      first = Math.min(first, term.documents().docID());
    }
    return first;
  }

  private static void sumWindow(List<Postings> postings, int base, double[] sums)
      throws IOException {
    for (Postings term : postings) {
      int document = term.documents().docID();
      // NO_MORE_DOCS is the largest number, so it ends the loop too.
      for (; document - base < WINDOW; document = term.documents().nextDoc()) {
        sums[document - base] += term.product();
      }
    }
  }

  private static boolean passes(@Nullable DocIdSetIterator passing, int document)
      throws IOException {
    if (passing == null) {
      return true;
    }
    return passing.docID() == document
        || (passing.docID() < document && passing.advance(document) == document);
  }
}
