package dev.recollect.memory.core.search;

import java.time.Duration;

/**
 * The numbers that ranking rests on, with what they were measured against.
 *
 * <p>Source: LoCoMo, conversations 1 to 5, 997 questions, one turn a document, recall of evidence
 * turns at 5 / 10, bge-small-en-v1.5 quantised, no language model. Text and vector alone give 0.564
 * / 0.644 and 0.470 / 0.573; 0.5 + 0.5 of both 0.605 / 0.706; with the context legs 0.655 / 0.753;
 * with neighbours 0.691 / 0.792; with the speaker 0.704 / 0.797; with contexts that look back only
 * and the first hundred of each leg 0.723 / 0.817. Without context legs, all else equal, 0.676 /
 * 0.775. On SciFact (nDCG@10) text weights of 0.3 / 0.4 / 0.5 / 0.6 / 0.7 give 0.737 / 0.741 /
 * 0.750 / 0.747 / 0.739.
 */
final class RankingConstants {

  /** Candidates a leg; 50, 100 and 200 differ by less than the noise. */
  static final int LEG_TOP_K = 100;

  /** Weights where records have a context beside their content; they add up to 1. */
  static final double SPARSE_CONTENT = 0.4;

  static final double SPARSE_CONTEXT = 0.1;
  static final double DENSE_CONTENT = 0.25;
  static final double DENSE_CONTEXT = 0.25;

  /** Weights where they have not. */
  static final double SPARSE_ALONE = 0.5;

  static final double DENSE_ALONE = 0.5;

  /**
   * The least span of cosines that is stretched to a whole weight when a leg returned all there is:
   * in a memory of a few messages a chance difference would otherwise outweigh the terms. Without
   * effect in larger memories (on LoCoMo it would cost 0.008 of recall@10 there).
   */
  static final double DENSE_SPAN_OF_ALL = 0.2;

  /** Share of its score that a hit lends the messages right before and after it; lending adds. */
  static final double LENT_TO_NEXT = 0.3;

  /** Share that it lends the next but one on either side. */
  static final double LENT_TO_NEXT_BUT_ONE = 0.09;

  /** Added for a message of a speaker whom the query names; 0.1 to 0.2 do not differ. */
  static final double SPEAKER_NAMED = 0.1;

  /** How many of the best are looked at for their speaker. */
  static final int SPEAKER_POOL = 100;

  /**
   * Records from which document frequencies are drawn: all up to here, else about so many by lot.
   * From 1,000 of 2,760 turns recall@10 falls by 0.002 to 0.007, from the first 1,000 by 0.023.
   */
  static final int STATISTICS_SAMPLE = 4_000;

  /** Namespaces whose statistics are kept in memory. */
  static final int STATISTICS_KEPT = 256;

  /** After which time statistics are drawn again, for what other processes wrote meanwhile. */
  static final Duration STATISTICS_AGE = Duration.ofMinutes(10);

  /**
   * The fewest records that rarity is computed with: among a handful no term is rare, and all terms
   * of a query should then weigh about the same.
   */
  static final int STATISTICS_FLOOR = 100;

  private RankingConstants() {}
}
