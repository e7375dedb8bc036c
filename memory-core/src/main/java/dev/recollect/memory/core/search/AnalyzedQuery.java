package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.core.text.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query as the legs see it: its vector, if it was embedded, its terms and how rare they are.
 * Immutable.
 */
final class AnalyzedQuery {

  private final @Nullable DenseVector vector;
  private final Set<Integer> wordsThatAsk;
  private final SortedMap<Integer, Integer> counts = new TreeMap<>(Integer::compareUnsigned);
  private final TermSample sample;

  /**
   * Creates a query.
   *
   * @param vector its vector, or null if it was not embedded
   * @param wordsThatAsk the terms that say what is asked for instead of what it is about
   * @param sample says how rare terms are
   */
  AnalyzedQuery(
      @Nullable DenseVector vector,
      List<Term> terms,
      Set<Integer> wordsThatAsk,
      TermSample sample) {
    this.vector = vector;
    this.wordsThatAsk = Set.copyOf(wordsThatAsk);
    this.sample = sample;
    terms.forEach(term -> counts.merge(term.hash(), 1, Integer::sum));
  }

  Optional<DenseVector> vector() {
    return Optional.ofNullable(vector);
  }

  /** Returns whether the numbers of the vector are known here, and not in the store alone. */
  boolean hasNumbers() {
    return vector instanceof DenseVector.Values;
  }

  /** Returns the cosine to a vector of a record; empty if the query's is not known here. */
  OptionalDouble cosine(@Nullable DenseVector other) {
    return vector instanceof DenseVector.Values mine && other instanceof DenseVector.Values theirs
        ? OptionalDouble.of(mine.cosine(theirs))
        : OptionalDouble.empty();
  }

  boolean hasTerms() {
    return !counts.isEmpty();
  }

  boolean contains(int term) {
    return counts.containsKey(term);
  }

  /** Returns the terms that say what is asked for instead of what it is about. */
  Set<Integer> wordsThatAsk() {
    return wordsThatAsk;
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

  private double rarity(String vectorName, int term) {
    return sample.inverseDocumentFrequency(vectorName, term);
  }

  /** Returns the share, 0 to 1, of the rarity of the query's terms that a vector has. */
  double coverage(SparseVector document) {
    return coverage(document, Set.of());
  }

  /**
   * Returns the share, 0 to 1, of the rarity of the query's terms that a vector has.
   *
   * @param ignored terms left out, unless the query has no others
   */
  double coverage(SparseVector document, Set<Integer> ignored) {
    Set<Integer> present = new HashSet<>();
    for (int index = 0; index < document.size(); index++) {
      present.add(document.term(index));
    }
    boolean others = !ignored.containsAll(counts.keySet());
    double covered = 0;
    double all = 0;
    for (int term : counts.keySet()) {
      double rarity = others && ignored.contains(term) ? 0 : rarity(VectorNames.CONTENT, term);
      all += rarity;
      covered += present.contains(term) ? rarity : 0;
    }
    return all == 0 ? 0 : covered / all;
  }
}
