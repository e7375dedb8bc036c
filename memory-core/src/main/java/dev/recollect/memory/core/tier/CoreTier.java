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
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an owner in the state store, a key each; every change is committed at once by
 * compare-and-set. Thread-safe, also across processes.
 */
public final class CoreTier implements CoreMemory {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final OwnerHandle owner;
  private final StateStore state;
  private final StateKeys keys;
  private final BlockSizes sizes;

  /** Creates the core memory of an owner, who need not exist yet. */
  public CoreTier(OwnerHandle owner, StateStore state, StateKeys keys) {
    this(owner, state, keys, null);
  }

  /**
   * Creates the core memory of an owner, who need not exist yet.
   *
   * @param tokens counts the tokens of a text, or null where nobody can
   */
  public CoreTier(
      OwnerHandle owner, StateStore state, StateKeys keys, @Nullable ToIntFunction<String> tokens) {
    this.owner = owner;
    this.state = state;
    this.keys = keys;
    this.sizes = new BlockSizes(tokens);
  }

  private StoredBlocks stored(Owner of) {
    return new StoredBlocks(state, keys, of);
  }

  @Override
  public List<MemoryBlock> blocks() {
    return stored(owner.existing()).read().values().stream().sorted(BlockEdits.ORDER).toList();
  }

  @Override
  public Optional<MemoryBlock> block(String label) {
    return stored(owner.existing()).find(label);
  }

  @Override
  public MemoryBlock put(MemoryBlock block) {
    boolean isNew = block.version() == StateChange.ABSENT;
    MemoryBlock fitting = sizes.require(null, block);
    Owner writer = isNew ? owner.orCreate() : owner.existing();
    String own = keys.block(writer, block.label());
    String key = isNew ? own : stored(writer).key(block.label());
    try {
      return commit(key, fitting).withShared(!key.equals(own));
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? changed("block", block, e) : e;
    }
  }

  static MemoryException changed(String what, MemoryBlock block, MemoryException cause) {
    String expected =
        block.version() == StateChange.ABSENT
            ? "exists already"
            : "is no longer at version " + block.version();
    return new MemoryException(
        ErrorKind.CONFLICT,
        what + " '" + block.label() + "' " + expected + "; read it again, then put it",
        cause);
  }

  @Override
  public MemoryBlock append(String label, String content) {
    return edit(label, blocks -> BlockEdits.append(blocks, label, content));
  }

  @Override
  public MemoryBlock replace(String label, String oldContent, String newContent) {
    return edit(label, blocks -> BlockEdits.replace(blocks, label, oldContent, newContent));
  }

  private MemoryBlock edit(String label, Function<Map<String, MemoryBlock>, MemoryBlock> change) {
    StoredBlocks stored = stored(owner.existing());
    return CompareAndSet.repeat(
        OPTIONS,
        () -> {
          Map<String, MemoryBlock> present = stored.read();
          MemoryBlock edited = sizes.require(present.get(label), change.apply(present));
          return commit(stored.key(edited), edited);
        });
  }

  private MemoryBlock commit(String key, MemoryBlock block) {
    StateChange change = new StateChange.Put(key, StateJson.write(block), block.version());
    return block.withVersion(state.commit(List.of(change), OPTIONS));
  }

  @Override
  public void delete(String label) {
    Owner present = owner.existing();
    CompareAndSet.repeat(OPTIONS, () -> deleteIfPresent(present, label));
  }

  private boolean deleteIfPresent(Owner present, String label) {
    Optional<StateEntry> entry = state.get(keys.block(present, label), OPTIONS);
    if (entry.filter(StoredBlocks::isLink).isPresent()) {
      return links().detach(present, label);
    }
    entry.map(SharedLinks::delete).ifPresent(change -> state.commit(List.of(change), OPTIONS));
    return entry.isPresent();
  }

  private SharedLinks links() {
    return new SharedLinks(state, keys);
  }

  @Override
  public MemoryBlock attach(String label) {
    var unused = owner.orCreate();
    return links().attach(owner, label);
  }

  @Override
  public boolean detach(String label) {
    return links().detach(owner.existing(), label);
  }
}
