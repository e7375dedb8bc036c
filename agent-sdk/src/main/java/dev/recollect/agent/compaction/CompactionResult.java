package dev.recollect.agent.compaction;

import dev.recollect.memory.api.model.Usage;

/**
 * What a compaction came to.
 *
 * @param records summary records written
 * @param exchanges exchanges that they stand for
 * @param condensed messages that they stand for
 * @param archived messages copied into archival memory, also those that an earlier one had
 *     condensed
 * @param removed messages that left recall memory, likewise
 * @param tokensBefore tokens of the messages that were condensed
 * @param tokensAfter tokens of the summaries
 * @param usage what the model took for them
 */
public record CompactionResult(
    int records,
    int exchanges,
    int condensed,
    int archived,
    int removed,
    long tokensBefore,
    long tokensAfter,
    Usage usage) {

  static final CompactionResult NOTHING = new CompactionResult(0, 0, 0, 0, 0, 0, 0, Usage.NONE);

  CompactionResult plus(CompactionResult other) {
    return new CompactionResult(
        records + other.records,
        exchanges + other.exchanges,
        condensed + other.condensed,
        archived + other.archived,
        removed + other.removed,
        tokensBefore + other.tokensBefore,
        tokensAfter + other.tokensAfter,
        usage.plus(other.usage));
  }

  static CompactionResult ofRemoval(int archived, int removed) {
    return new CompactionResult(0, 0, 0, archived, removed, 0, 0, Usage.NONE);
  }
}
