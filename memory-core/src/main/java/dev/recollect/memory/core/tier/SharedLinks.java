package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.internal.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which shared blocks are attached to which owners: a link in the place of the owner's block and
 * one back, written in one commit that also touches the shared block. Thread-safe, also across
 * processes.
 */
final class SharedLinks {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;

  SharedLinks(StateStore state, StateKeys keys) {
    this.state = state;
    this.keys = keys;
  }

  /** Returns the shared block of a label; NOT_FOUND with the nearest one. */
  MemoryBlock existing(String label) {
    return find(label).orElseThrow(() -> unknown(label));
  }

  Optional<MemoryBlock> find(String label) {
    MemoryBlock.requireLabel(label);
    return state.get(keys.sharedBlock(label), OPTIONS).map(StateJson::block);
  }

  /** Returns the change that fails if somebody has changed a shared block since it was read. */
  StateChange touch(MemoryBlock shared) {
    return new StateChange.Put(
        keys.sharedBlock(shared.label()), StateJson.write(shared), shared.version());
  }

  /**
   * Returns the changes that link an owner and a shared block, both ways.
   *
   * @param before version of what stands in the place of the owner's block
   */
  List<StateChange> linking(Owner owner, String label, long before) {
    return List.of(
        new StateChange.Put(keys.block(owner, label), StateJson.writeShared(label), before),
        new StateChange.Put(
            keys.sharedBlockUser(label, owner), StateJson.write(owner), StateChange.ABSENT));
  }

  /** Returns the changes that part an owner and a shared block; none if they are not linked. */
  List<StateChange> parting(Owner owner, String label) {
    List<StateChange> changes = new ArrayList<>();
    state
        .get(keys.block(owner, label), OPTIONS)
        .filter(StoredBlocks::isLink)
        .map(SharedLinks::delete)
        .ifPresent(changes::add);
    state
        .get(keys.sharedBlockUser(label, owner), OPTIONS)
        .map(SharedLinks::delete)
        .ifPresent(changes::add);
    return changes;
  }

  static StateChange delete(StateEntry entry) {
    return new StateChange.Delete(entry.key(), entry.version());
  }

  /**
   * Attaches a shared block to an owner who exists.
   *
   * @return the block
   */
  MemoryBlock attach(OwnerHandle owner, String label) {
    MemoryBlock.requireLabel(label);
    requireShareable(label);
    return CompareAndSet.repeat(OPTIONS, () -> attachOnce(owner, label))
        .orElseThrow(() -> ownBlock(owner.name(), label))
        .withShared(true);
  }

  /** Users of one owner have a block each, and the link back to the owner is but one. */
  void requireShareable(String label) {
    if (keys.ofUser(label)) {
      throw new MemoryException(
          ErrorKind.UNSUPPORTED,
          "block '" + label + "' is each user's own and cannot be shared; share another label");
    }
  }

  /** Returns the block; empty if the owner has one of its own in that place. */
  private Optional<MemoryBlock> attachOnce(OwnerHandle handle, String label) {
    MemoryBlock shared = existing(label);
    Owner owner = handle.existing();
    Optional<StateEntry> present = state.get(keys.block(owner, label), OPTIONS);
    if (present.isPresent()) {
      return present.filter(StoredBlocks::isLink).map(link -> shared);
    }
    List<StateChange> changes = new ArrayList<>(linking(owner, label, StateChange.ABSENT));
    changes.add(touch(shared));
    changes.add(handle.touch());
    return Optional.of(shared.withVersion(state.commit(changes, OPTIONS)));
  }

  static MemoryException ownBlock(String owner, String label) {
    return MemoryException.conflict(
        "'"
            + owner
            + "' has a block '"
            + label
            + "' of its own; delete it first, or share the block under another label");
  }

  boolean detach(Owner owner, String label) {
    MemoryBlock.requireLabel(label);
    return CompareAndSet.repeat(OPTIONS, () -> detachOnce(owner, label));
  }

  private boolean detachOnce(Owner owner, String label) {
    List<StateChange> changes = parting(owner, label);
    if (!changes.isEmpty()) {
      state.commit(changes, OPTIONS);
    }
    return !changes.isEmpty();
  }

  /** Returns the labels of the shared blocks that an owner has. */
  List<String> of(Owner owner) {
    List<String> labels = new ArrayList<>();
    StateEntries.forEach(
        state,
        keys.blocks(owner),
        OPTIONS,
        entry -> {
          if (StateJson.placed(entry) instanceof StateJson.Placed.Shared shared) {
            labels.add(shared.label());
          }
        });
    return labels;
  }

  /** Returns the owners that have a shared block, by name. */
  List<Owner> users(String label) {
    List<Owner> users = new ArrayList<>();
    StateEntries.forEach(
        state, keys.sharedBlockUsers(label), OPTIONS, entry -> users.add(StateJson.owner(entry)));
    users.sort(Comparator.comparing(Owner::name));
    return List.copyOf(users);
  }

  /** Returns the changes after which shared blocks name an owner as it is called now. */
  List<StateChange> renaming(Owner owner) {
    List<StateChange> changes = new ArrayList<>();
    for (String label : of(owner)) {
      state
          .get(keys.sharedBlockUser(label, owner), OPTIONS)
          .map(link -> new StateChange.Put(link.key(), StateJson.write(owner), link.version()))
          .ifPresent(changes::add);
    }
    return changes;
  }

  /**
   * Returns the changes after which a new owner has the shared blocks that another has; they fail
   * if one of them is being deleted at the same time.
   */
  List<StateChange> copying(Owner from, Owner to) {
    List<StateChange> changes = new ArrayList<>();
    for (String label : of(from)) {
      find(label)
          .ifPresent(shared -> {
            changes.addAll(linking(to, label, StateChange.ABSENT));
            changes.add(touch(shared));
          });
    }
    return changes;
  }

  void detachAll(Owner owner) {
    of(owner).forEach(label -> detach(owner, label));
  }

  MemoryException unknown(String label) {
    List<String> labels = new ArrayList<>();
    StateEntries.forEach(
        state, keys.sharedBlocks(), OPTIONS, entry -> labels.add(StateJson.block(entry).label()));
    String none = labels.isEmpty() ? " There are no shared blocks yet." : "";
    return MemoryException.notFound(
        "there is no shared block '" + label + "'." + NearestName.hint(labels, label) + none);
  }
}
