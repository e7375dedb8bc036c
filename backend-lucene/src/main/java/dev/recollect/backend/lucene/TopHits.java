package dev.recollect.backend.lucene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best documents seen so far, a bounded number of them. Not thread-safe. */
final class TopHits {

  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparingInt(Hit::document);

  private final int limit;
  private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

  TopHits(int limit) {
    this.limit = limit;
  }

  /** A document with its score. */
  record Hit(int document, double score) {}

  /** Returns whether a document that comes later would be among the best with this score. */
  boolean admits(double score) {
    Hit worst = worstFirst.peek();
    return worst == null || worstFirst.size() < limit || score > worst.score();
  }

  void add(int document, double score) {
    worstFirst.add(new Hit(document, score));
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  List<Hit> bestFirst() {
    List<Hit> hits = new ArrayList<>(worstFirst);
    hits.sort(BEST_FIRST);
    return hits;
  }
}
