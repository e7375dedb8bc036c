package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.SparseVector;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether the evidence for a hit is strong enough to answer from: its cosine alone is high, or
 * cosine and coverage together are.
 *
 * <p>Coverage is taken here from the text in its context, and leaves out the words of the query
 * that say nothing about an answer being there: the name of a speaker, which stands before every
 * text of his, the kind of thing asked for ("which <em>city</em>"), and words that ask for a name
 * ("my dog's <em>name</em>"). A speaker's name also lifts the cosine to all he said, so that is
 * taken off again.
 *
 * <p>Measured on LoCoMo's conversations 1 to 4 (5, kept apart, in brackets) with bge-small-en-v1.5
 * quantised, ten hits a question: of the single-hop questions whose evidence is among the first
 * three hits 0.925 (0.905) have a near hit; of the questions that belong to another conversation
 * 0.953 (0.913) have none, and 0.724 (0.668) when the speakers' names in them are replaced by those
 * of the conversation asked. A model with a lower scale of cosines has fewer near hits, never more.
 *
 * <p>A search by words alone knows no cosines; there coverage decides alone. On the same
 * conversations, all five, 0.706 have a near hit, and 0.994 of the others' questions have none.
 */
final class NearRule {

  private static final double COSINE_ALONE = 0.68;
  private static final double COSINE_WITH_COVERAGE = 0.82;
  private static final double COVERAGE_WEIGHT = 0.4;
  private static final double COVERAGE_ALONE = 0.6;
  private static final double SPEAKER_NAMED = 0.03;

  private final AnalyzedQuery query;
  private final double lift;
  private final Set<Integer> ignored;

  /**
   * Creates the rule for a query.
   *
   * @param speakerTerms the terms of the query that are names of speakers
   */
  NearRule(AnalyzedQuery query, Set<Integer> speakerTerms) {
    this.query = query;
    this.lift = speakerTerms.isEmpty() ? 0 : SPEAKER_NAMED;
    this.ignored = new HashSet<>(speakerTerms);
    this.ignored.addAll(query.wordsThatAsk());
  }

  boolean near(OptionalDouble contentCosine, OptionalDouble contextCosine, WholeRecord whole) {
    if (contentCosine.isEmpty() && contextCosine.isEmpty()) {
      return coverage(whole) >= COVERAGE_ALONE;
    }
    double content = contentCosine.orElse(-1) - lift;
    double context = contextCosine.orElse(-1) - lift;
    return content >= COSINE_ALONE
        || Math.max(content, context) + COVERAGE_WEIGHT * coverage(whole) >= COSINE_WITH_COVERAGE;
  }

  private double coverage(WholeRecord whole) {
    return whole.parts().stream()
        .map(MemoryRecord::sparse)
        .map(sparse -> sparse.getOrDefault(VectorNames.CONTEXT, content(sparse)))
        .mapToDouble(terms -> query.coverage(terms, ignored))
        .max()
        .orElse(0);
  }

  private static SparseVector content(Map<String, SparseVector> sparse) {
    return sparse.getOrDefault(VectorNames.CONTENT, SparseVector.empty());
  }
}
