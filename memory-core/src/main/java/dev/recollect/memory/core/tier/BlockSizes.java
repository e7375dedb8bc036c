package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.LimitUnit;
import dev.recollect.memory.api.tier.MemoryBlock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of blocks that count tokens; those in characters a block checks itself.
 *
 * @param tokens counts the tokens of a text, or null where nobody can
 */
record BlockSizes(@Nullable ToIntFunction<String> tokens) {

  /** Checks nothing. */
  static final BlockSizes UNKNOWN = new BlockSizes(null);

  /**
   * Returns a block if it is not too long, or at least shorter than before: another model may have
   * counted what stands there.
   *
   * @param before the block as it was, or null if that does not matter
   * @throws MemoryException LIMIT, written for the model
   */
  MemoryBlock require(@Nullable MemoryBlock before, MemoryBlock after) {
    if (tokens == null || after.unit() != LimitUnit.TOKENS) {
      return after;
    }
    int count = tokens.applyAsInt(after.value());
    if (count <= after.limit() || (before != null && count < tokens.applyAsInt(before.value()))) {
      return after;
    }
    throw MemoryException.limit(
        "Edit failed: block '"
            + after.label()
            + "' would have "
            + count
            + " tokens and may have "
            + after.limit()
            + ". Condense it, or move details to archival memory.");
  }
}
