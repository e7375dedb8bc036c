package dev.recollect.examples.recall;

/**
 * What of the past is put before the model.
 *
 * @param topK the most messages that are looked up, 1 to 100
 * @param minimumCosine the least nearness of a message in meaning to the question, -1 to 1; what is
 *     right depends on the embedding model
 * @param minimumCoverage the least share of the question's words, weighed by rarity, that a message
 *     has, 0 to 1
 * @param budget the most tokens that all of it takes
 */
public record RecallSettings(int topK, double minimumCosine, double minimumCoverage, int budget) {

  /** What suits the default embedding model, in whose scale unrelated texts are at 0.4 to 0.6. */
  public static final RecallSettings DEFAULT = new RecallSettings(6, 0.58, 0, 800);
}
