package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blocks of an owner in a state store. A link stands in the place of a block that is shared;
 * whom the owner serves has a block of their own.
 */
record StoredBlocks(StateStore state, StateKeys keys, Owner owner) {

  private static final CallOptions OPTIONS = CallOptions.none();

  /** Returns the blocks by label; a new map that the caller may change. */
  Map<String, MemoryBlock> read() {
    Map<String, MemoryBlock> blocks = new TreeMap<>();
    String hidden = keys.blocks(owner) + StateKeys.USERS_BLOCK;
    boolean serves = keys.ofUser(StateKeys.USERS_BLOCK);
    StateEntries.forEach(
        state,
        keys.blocks(owner),
        OPTIONS,
        entry -> {
          if (!serves || !entry.key().equals(hidden)) {
            block(entry).ifPresent(block -> blocks.put(block.label(), block));
          }
        });
    if (serves) {
      find(StateKeys.USERS_BLOCK).ifPresent(block -> blocks.put(block.label(), block));
    }
    return blocks;
  }

  /** Returns the block of a label, if there is one. */
  Optional<MemoryBlock> find(String label) {
    return state.get(keys.block(owner, label), OPTIONS).flatMap(this::block);
  }

  /** A shared block may have been deleted since its link was read. */
  private Optional<MemoryBlock> block(StateEntry entry) {
    return switch (StateJson.placed(entry)) {
      case StateJson.Placed.Own own -> Optional.of(own.block());
      case StateJson.Placed.Shared shared -> shared(shared.label());
    };
  }

  /** Returns a shared block as it is now, attached or not. */
  Optional<MemoryBlock> shared(String label) {
    return state
        .get(keys.sharedBlock(label), OPTIONS)
        .map(entry -> StateJson.block(entry).withShared(true));
  }

  /** Returns where a block is written, as it was read from here. */
  String key(MemoryBlock block) {
    return block.shared() ? keys.sharedBlock(block.label()) : keys.block(owner, block.label());
  }

  /** Returns where the present block of a label is written. */
  String key(String label) {
    String own = keys.block(owner, label);
    return state.get(own, OPTIONS).filter(StoredBlocks::isLink).isPresent()
        ? keys.sharedBlock(label)
        : own;
  }

  static boolean isLink(StateEntry entry) {
    return StateJson.placed(entry) instanceof StateJson.Placed.Shared;
  }
}
