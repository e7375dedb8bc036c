package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The blocks of an owner in the state store, a key each; every change is committed at once by
 * compare-and-set. Thread-safe, also across processes.
 */
public final class CoreTier implements CoreMemory {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final OwnerHandle owner;
  private final StateStore state;
  private final StateKeys keys;

  /** Creates the core memory of an owner, who need not exist yet. */
  public CoreTier(OwnerHandle owner, StateStore state, StateKeys keys) {
    this.owner = owner;
    this.state = state;
    this.keys = keys;
  }

  @Override
  public List<MemoryBlock> blocks() {
    return read(owner.existing()).values().stream().sorted(BlockEdits.ORDER).toList();
  }

  @Override
  public Optional<MemoryBlock> block(String label) {
    return state.get(keys.block(owner.existing(), label), OPTIONS).map(StateJson::block);
  }

  @Override
  public MemoryBlock put(MemoryBlock block) {
    Owner writer = block.version() == StateChange.ABSENT ? owner.orCreate() : owner.existing();
    try {
      return commit(writer, block);
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? changed(block, e) : e;
    }
  }

  private static MemoryException changed(MemoryBlock block, MemoryException cause) {
    String expected =
        block.version() == StateChange.ABSENT
            ? "exists already"
            : "is no longer at version " + block.version();
    return new MemoryException(
        ErrorKind.CONFLICT,
        "block '" + block.label() + "' " + expected + "; read it again, then put it",
        cause);
  }

  @Override
  public MemoryBlock append(String label, String content) {
    return edit(blocks -> BlockEdits.append(blocks, label, content));
  }

  @Override
  public MemoryBlock replace(String label, String oldContent, String newContent) {
    return edit(blocks -> BlockEdits.replace(blocks, label, oldContent, newContent));
  }

  private MemoryBlock edit(Function<Map<String, MemoryBlock>, MemoryBlock> change) {
    Owner present = owner.existing();
    return CompareAndSet.repeat(OPTIONS, () -> commit(present, change.apply(read(present))));
  }

  @Override
  public void delete(String label) {
    String key = keys.block(owner.existing(), label);
    CompareAndSet.repeat(OPTIONS, () -> deleteIfPresent(key));
  }

  private boolean deleteIfPresent(String key) {
    Optional<StateEntry> entry = state.get(key, OPTIONS);
    entry.ifPresent(
        present -> state.commit(List.of(new StateChange.Delete(key, present.version())), OPTIONS));
    return entry.isPresent();
  }

  private MemoryBlock commit(Owner writer, MemoryBlock block) {
    String key = keys.block(writer, block.label());
    StateChange change = new StateChange.Put(key, StateJson.write(block), block.version());
    return block.withVersion(state.commit(List.of(change), OPTIONS));
  }

  private Map<String, MemoryBlock> read(Owner present) {
    return StoredBlocks.read(state, keys.blocks(present));
  }
}
