package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Objects;

/**
 * How much relevance, age and importance count in the order of hits. Immutable.
 *
 * <p>A hit is ordered by {@code relevance x R + recency x 2^(-age / half-life) + importance x I}: R
 * is what search computes from words and meaning (0 to about 1, in a conversation up to about 2), I
 * what the writer gave the passage. With {@link #relevanceOnly} nothing is computed and the order
 * is that of R.
 */
public final class RankingWeights {

  /** Largest weight. */
  public static final double LARGEST = 10;

  /** After which time recency counts half, unless set. */
  public static final Duration HALF_LIFE = Duration.ofDays(30);

  private static final RankingWeights RELEVANCE_ONLY = new RankingWeights(1, 0, 0, HALF_LIFE);

  private final double relevance;
  private final double recency;
  private final double importance;
  private final Duration halfLife;

  private RankingWeights(double relevance, double recency, double importance, Duration halfLife) {
    this.relevance = requireWeight("relevance", relevance);
    this.recency = requireWeight("recency", recency);
    this.importance = requireWeight("importance", importance);
    if (halfLife.isZero() || halfLife.isNegative()) {
      throw MemoryException.invalid("the half-life is " + halfLife + "; it must be above zero");
    }
    this.halfLife = halfLife;
  }

  private static double requireWeight(String name, double value) {
    if (!(value >= 0 && value <= LARGEST)) {
      throw MemoryException.invalid(
          "the weight of " + name + " is " + value + "; it must be 0 to " + (int) LARGEST);
    }
    return value;
  }

  /** Returns weights by which relevance alone counts. */
  public static RankingWeights relevanceOnly() {
    return RELEVANCE_ONLY;
  }

  /**
   * Returns these weights with another for relevance, 0 to {@link #LARGEST}.
   *
   * @throws MemoryException INVALID outside of that
   */
  public RankingWeights withRelevance(double value) {
    return new RankingWeights(value, recency, importance, halfLife);
  }

  /**
   * Returns these weights with another for recency, 0 to {@link #LARGEST}.
   *
   * @throws MemoryException INVALID outside of that
   */
  public RankingWeights withRecency(double value) {
    return new RankingWeights(relevance, value, importance, halfLife);
  }

  /**
   * Returns these weights with another for importance, 0 to {@link #LARGEST}.
   *
   * @throws MemoryException INVALID outside of that
   */
  public RankingWeights withImportance(double value) {
    return new RankingWeights(relevance, recency, value, halfLife);
  }

  /**
   * Returns these weights with another time after which recency counts half.
   *
   * @throws MemoryException INVALID unless above zero
   */
  public RankingWeights withHalfLife(Duration value) {
    return new RankingWeights(relevance, recency, importance, value);
  }

  /** Returns the weight of relevance. */
  public double relevance() {
    return relevance;
  }

  /** Returns the weight of recency. */
  public double recency() {
    return recency;
  }

  /** Returns the weight of importance. */
  public double importance() {
    return importance;
  }

  /** Returns after which time recency counts half. */
  public Duration halfLife() {
    return halfLife;
  }

  /** Returns whether neither age nor importance counts. */
  public boolean isRelevanceOnly() {
    return recency == 0 && importance == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RankingWeights that
        && relevance == that.relevance
        && recency == that.recency
        && importance == that.importance
        && halfLife.equals(that.halfLife);
  }

  @Override
  public int hashCode() {
    return Objects.hash(relevance, recency, importance, halfLife);
  }

  @Override
  public String toString() {
    return "RankingWeights[relevance="
        + relevance
        + ", recency="
        + recency
        + ", importance="
        + importance
        + ", halfLife="
        + halfLife
        + "]";
  }
}
