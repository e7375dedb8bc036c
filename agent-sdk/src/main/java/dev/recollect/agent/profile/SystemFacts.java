package dev.recollect.agent.profile;

import dev.recollect.memory.api.tier.MemoryBlock;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What the message that leads each request tells of the moment.
 *
 * @param blocks core memory, in order
 * @param counts how much lies in the tiers
 * @param now the time to tell
 * @param changedAt when core memory last changed
 * @param counter counts the tokens of a text, as the model does
 */
public record SystemFacts(
    List<MemoryBlock> blocks,
    MemoryCounts counts,
    Instant now,
    Instant changedAt,
    ToIntFunction<String> counter) {

  /** Copies the blocks. */
  public SystemFacts {
    blocks = List.copyOf(blocks);
  }

  /** Returns these facts without core memory. */
  public SystemFacts withoutBlocks() {
    return new SystemFacts(List.of(), counts, now, changedAt, counter);
  }

  /** Returns the tokens of a text. */
  int tokens(String text) {
    return counter.applyAsInt(text);
  }
}
