package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.core.text.Term;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A query as the legs see it: its vector, its terms and how rare they are. Immutable. */
final class AnalyzedQuery {

  private final DenseVector.Values vector;
  private final List<Term> terms;
  private final TreeMap<Integer, Integer> counts = new TreeMap<>(Integer::compareUnsigned);
  private final TermSample sample;

  AnalyzedQuery(DenseVector.Values vector, List<Term> terms, TermSample sample) {
    this.vector = vector;
    this.terms = List.copyOf(terms);
    this.sample = sample;
    terms.forEach(term -> counts.merge(term.hash(), 1, Integer::sum));
  }

  DenseVector.Values vector() {
    return vector;
  }

  List<Term> terms() {
    return terms;
  }

  boolean contains(int term) {
    return counts.containsKey(term);
  }

  /** Returns the weights by which a named sparse vector is multiplied: occurrences times rarity. */
  SparseVector weights(String vectorName) {
    int[] distinct = new int[counts.size()];
    float[] weights = new float[counts.size()];
    int index = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      distinct[index] = entry.getKey();
      weights[index++] = (float) (entry.getValue() * rarity(vectorName, entry.getKey()));
    }
    return SparseVector.of(distinct, weights);
  }

  double rarity(String vectorName, int term) {
    return sample.inverseDocumentFrequency(vectorName, term);
  }

  /** Returns the share, 0 to 1, of the rarity of the query's terms that a content vector has. */
  double coverage(SparseVector content) {
    double covered = 0;
    double all = 0;
    int position = 0;
    for (int term : counts.keySet()) {
      double rarity = rarity(VectorNames.CONTENT, term);
      all += rarity;
      while (position < content.size()
          && Integer.compareUnsigned(content.term(position), term) < 0) {
        position++;
      }
      covered += position < content.size() && content.term(position) == term ? rarity : 0;
    }
    return all == 0 ? 0 : covered / all;
  }
}
