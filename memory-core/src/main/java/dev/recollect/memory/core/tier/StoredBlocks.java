package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.value.CallOptions;
import java.util.Map;
import java.util.TreeMap;

/** Reads the blocks below a prefix of a state store. */
final class StoredBlocks {

  private StoredBlocks() {}

  /** Returns the blocks by label; a new map that the caller may change. */
  static Map<String, MemoryBlock> read(StateStore state, String prefix) {
    Map<String, MemoryBlock> blocks = new TreeMap<>();
    StateEntries.forEach(
        state,
        prefix,
        CallOptions.none(),
        entry -> {
          MemoryBlock block = StateJson.block(entry);
          blocks.put(block.label(), block);
        });
    return blocks;
  }
}
