package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.SharedBlocks;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shared blocks of a tenant in the state store, a key each. Thread-safe. */
public final class SharedBlockTier implements SharedBlocks {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;
  private final SharedLinks links;

  /** Creates the shared blocks of a tenant. */
  public SharedBlockTier(StateStore state, StateKeys keys) {
    this.state = state;
    this.keys = keys;
    this.links = new SharedLinks(state, keys);
  }

  @Override
  public Page<MemoryBlock> list(Cursor cursor) {
    Page<StateEntry> page = state.list(keys.sharedBlocks(), cursor, OPTIONS);
    List<MemoryBlock> blocks = page.items().stream().map(SharedBlockTier::block).toList();
    return page.next().map(next -> Page.of(blocks, next)).orElseGet(() -> Page.last(blocks));
  }

  private static MemoryBlock block(StateEntry entry) {
    return StateJson.block(entry).withShared(true);
  }

  @Override
  public Optional<MemoryBlock> find(String label) {
    return links.find(label).map(block -> block.withShared(true));
  }

  @Override
  public MemoryBlock put(MemoryBlock block) {
    String key = keys.sharedBlock(block.label());
    try {
      var change = new StateChange.Put(key, StateJson.write(block), block.version());
      return block.withShared(true).withVersion(state.commit(List.of(change), OPTIONS));
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? CoreTier.changed("shared block", block, e) : e;
    }
  }

  @Override
  public List<Owner> users(String label) {
    return links.users(links.existing(label).label());
  }

  @Override
  public void delete(String label) {
    List<Owner> users = CompareAndSet.repeat(OPTIONS, () -> deleteUnused(label));
    if (!users.isEmpty()) {
      String who =
          users.stream().map(owner -> "'" + owner.name() + "'").collect(Collectors.joining(", "));
      throw MemoryException.conflict(
          "shared block '"
              + label
              + "' is attached to "
              + who
              + "; detach it first. Nothing was deleted.");
    }
  }

  /** Returns who has the block; if nobody has, it is deleted. */
  private List<Owner> deleteUnused(String label) {
    MemoryBlock block = links.existing(label);
    List<Owner> users = links.users(label);
    if (users.isEmpty()) {
      state.commit(List.of(deletion(block)), OPTIONS);
    }
    return users;
  }

  /** It fails if somebody has changed or attached the block since it was read. */
  private StateChange deletion(MemoryBlock block) {
    return new StateChange.Delete(keys.sharedBlock(block.label()), block.version());
  }

  @Override
  public List<Owner> deleteEverywhere(String label) {
    return CompareAndSet.repeat(OPTIONS, () -> deleteOnce(label));
  }

  private List<Owner> deleteOnce(String label) {
    MemoryBlock block = links.existing(label);
    List<Owner> users = links.users(label);
    List<StateChange> changes = new ArrayList<>();
    users.forEach(owner -> changes.addAll(links.parting(owner, label)));
    changes.add(deletion(block));
    state.commit(changes, OPTIONS);
    return users;
  }

  /** Returns the changes after which shared blocks name an owner as it is called now. */
  public List<StateChange> renaming(Owner owner) {
    return links.renaming(owner);
  }

  /** Removes an owner's links, before the owner itself goes. */
  public void detachAll(Owner owner) {
    links.detachAll(owner);
  }
}
