package dev.recollect.memory.core.search;

import java.util.Comparator;

/**
 * A place in a fused ranking.
 *
 * @param whole the text
 * @param score what it is ordered by
 * @param lent the part of the score that neighbours lent
 */
record Ranked(WholeId whole, double score, double lent) {

  /** Best first; equal scores by id, so that a ranking never depends on the order of a store. */
  static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::whole);

  Ranked plus(double bonus) {
    return new Ranked(whole, score + bonus, lent);
  }
}
