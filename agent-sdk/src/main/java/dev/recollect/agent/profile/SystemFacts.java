package dev.recollect.agent.profile;

import dev.recollect.memory.api.tier.MemoryBlock;
import java.time.Instant;
import java.util.List;

/**
 * What the message that leads each request tells of the moment.
 *
 * @param blocks core memory, in order
 * @param counts how much lies in the tiers
 * @param now the time to tell
 * @param changedAt when core memory last changed
 */
public record SystemFacts(
    List<MemoryBlock> blocks, MemoryCounts counts, Instant now, Instant changedAt) {

  /** Copies the blocks. */
  public SystemFacts {
    blocks = List.copyOf(blocks);
  }

  /** Returns these facts without core memory. */
  public SystemFacts withoutBlocks() {
    return new SystemFacts(List.of(), counts, now, changedAt);
  }
}
