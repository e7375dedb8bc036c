package dev.recollect.memory.core.search;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A place in a fused ranking.
 *
 * @param whole the text
 * @param score what it is ordered by
 * @param lent the part of the score that neighbours lent
 * @param lifted the part of the score that it got to stand before what it supersedes
 * @param parts what relevance, recency and importance gave, where age and importance count
 */
record Ranked(WholeId whole, double score, double lent, double lifted, @Nullable Parts parts) {

  /** What a score is the sum of. */
  record Parts(double relevance, double recency, double importance) {

    double sum() {
      return relevance + recency + importance;
    }
  }

  /** Best first; equal scores by id, so that a ranking never depends on the order of a store. */
  static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::whole);

  Ranked(WholeId whole, double score, double lent) {
    this(whole, score, lent, 0, null);
  }

  Ranked plus(double bonus) {
    return new Ranked(whole, score + bonus, lent, lifted, parts);
  }

  Ranked weighed(Parts weighed) {
    return new Ranked(whole, weighed.sum(), lent, lifted, weighed);
  }

  /** Returns this place with at least a score. */
  Ranked atLeast(double least) {
    double more = Math.max(0, least - score);
    return new Ranked(whole, score + more, lent, lifted + more, parts);
  }
}
