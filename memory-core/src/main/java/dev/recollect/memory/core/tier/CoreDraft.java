package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an owner with edits that are not committed yet: they wait in this object until the
 * caller puts {@link #changes()} in a commit of its own. Thread-safe.
 *
 * <p>The state is read at the first use and not again until {@link #reset()} or {@link #rebase()};
 * only a shared block is looked at anew by each edit of it, for others change it too. A block keeps
 * the version it was read at, until {@link #committed} tells the new one.
 */
public final class CoreDraft implements CoreMemory {

  private final Owner owner;
  private final StateKeys keys;
  private final StoredBlocks stored;
  private final SharedLinks links;
  private final BlockSizes sizes;
  private final List<Edit> edits = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private @Nullable Blocks blocks;

  /** Creates a draft without edits. */
  public CoreDraft(Owner owner, StateStore state, StateKeys keys) {
    this(owner, state, keys, null);
  }

  /**
   * Creates a draft without edits.
   *
   * @param tokens counts the tokens of a text, or null where nobody can
   */
  public CoreDraft(
      Owner owner, StateStore state, StateKeys keys, @Nullable ToIntFunction<String> tokens) {
    this.owner = owner;
    this.keys = keys;
    this.stored = new StoredBlocks(state, keys, owner);
    this.links = new SharedLinks(state, keys);
    this.sizes = new BlockSizes(tokens);
  }

  /** A change that can be made again on other blocks than those it was first made on. */
  private record Edit(String label, Change change) {}

  /** Changes blocks, or throws and leaves them as they are. */
  @FunctionalInterface
  private interface Change {
    void applyTo(Map<String, MemoryBlock> present);
  }

  /** The blocks as the state has them, and as they are with the edits. */
  private record Blocks(Map<String, MemoryBlock> stored, Map<String, MemoryBlock> present) {
    static Blocks unedited(Map<String, MemoryBlock> stored) {
      return new Blocks(stored, new TreeMap<>(stored));
    }
  }

  @Override
  public synchronized List<MemoryBlock> blocks() {
    return read().present().values().stream().sorted(BlockEdits.ORDER).toList();
  }

  @Override
  public synchronized Optional<MemoryBlock> block(String label) {
    return Optional.ofNullable(read().present().get(label));
  }

  @Override
  public MemoryBlock put(MemoryBlock block) {
    return edit(block.label(), present -> replaceWhole(present, block));
  }

  private void replaceWhole(Map<String, MemoryBlock> present, MemoryBlock block) {
    MemoryBlock current = present.get(block.label());
    long version = current == null ? StateChange.ABSENT : current.version();
    if (version != block.version()) {
      throw MemoryException.conflict(
          "block '"
              + block.label()
              + "' is at version "
              + version
              + ", not "
              + block.version()
              + "; read it again, then put it");
    }
    boolean shared = current != null && current.shared();
    present.put(block.label(), sizes.require(null, block).withShared(shared));
  }

  @Override
  public MemoryBlock append(String label, String content) {
    return edit(label, present -> keep(present, BlockEdits.append(present, label, content)));
  }

  @Override
  public MemoryBlock replace(String label, String oldContent, String newContent) {
    return edit(
        label,
        present -> keep(present, BlockEdits.replace(present, label, oldContent, newContent)));
  }

  private void keep(Map<String, MemoryBlock> present, MemoryBlock edited) {
    present.put(edited.label(), sizes.require(present.get(edited.label()), edited));
  }

  /** {@inheritDoc} The link to a shared block goes with the edits' commit. */
  @Override
  public synchronized void delete(String label) {
    apply(new Edit(label, present -> present.remove(label)));
  }

  /** {@inheritDoc} The link to it is made by the edits' commit. */
  @Override
  public synchronized MemoryBlock attach(String label) {
    links.requireShareable(label);
    return edit(label, present -> attach(present, label));
  }

  private void attach(Map<String, MemoryBlock> present, String label) {
    MemoryBlock own = present.get(label);
    if (own != null && !own.shared()) {
      throw SharedLinks.ownBlock(owner.name(), label);
    }
    if (own == null) {
      present.put(label, links.existing(label).withShared(true));
    }
  }

  /** {@inheritDoc} The link to it goes with the edits' commit. */
  @Override
  public synchronized boolean detach(String label) {
    boolean attached = block(label).filter(MemoryBlock::shared).isPresent();
    if (attached) {
      delete(label);
    }
    return attached;
  }

  private synchronized MemoryBlock edit(String label, Change change) {
    refreshShared(label);
    try {
      apply(new Edit(label, change));
    } catch (MemoryException e) {
      throw block(label)
          .filter(block -> block.shared() && e.kind() == ErrorKind.INVALID)
          .map(block -> MemoryException.invalid(e.getMessage() + BlockEdits.presentText(block)))
          .orElse(e);
    }
    return block(label).orElseThrow();
  }

  private void apply(Edit edit) {
    edit.change().applyTo(read().present());
    edits.add(edit);
  }

  /** Takes in what others have made of a shared block since it was read. */
  private void refreshShared(String label) {
    MemoryBlock known = read().present().get(label);
    if (known == null || !known.shared()) {
      return;
    }
    long version = stored.shared(label).map(MemoryBlock::version).orElse(StateChange.ABSENT);
    if (version != known.version()) {
      rebase();
    }
  }

  /**
   * Returns what a commit must change for the edits to take effect; empty without edits, and for
   * edits that cancel each other out.
   */
  public synchronized List<StateChange> changes() {
    if (edits.isEmpty()) {
      return List.of();
    }
    List<StateChange> changes = new ArrayList<>();
    read().present().values().forEach(block -> addPut(changes, block));
    read().stored().values().forEach(block -> addDelete(changes, block));
    return List.copyOf(changes);
  }

  private void addPut(List<StateChange> changes, MemoryBlock block) {
    MemoryBlock before = read().stored().get(block.label());
    long version = before == null ? StateChange.ABSENT : before.version();
    boolean linked = before != null && before.shared();
    if (block.shared() && !linked) {
      changes.addAll(links.linking(owner, block.label(), version));
      changes.add(links.touch(block));
    } else if (linked && !block.shared()) {
      changes.addAll(inPlaceOfLink(block));
    } else if (before == null || !block.withVersion(version).equals(before)) {
      changes.add(put(stored.key(block), block, version));
    }
  }

  private List<StateChange> inPlaceOfLink(MemoryBlock own) {
    String key = keys.block(owner, own.label());
    return links.parting(owner, own.label()).stream()
        .map(change -> change.key().equals(key) ? put(key, own, change.expected()) : change)
        .toList();
  }

  private static StateChange put(String key, MemoryBlock block, long version) {
    return new StateChange.Put(key, StateJson.write(block), version);
  }

  private void addDelete(List<StateChange> changes, MemoryBlock before) {
    if (read().present().containsKey(before.label())) {
      return;
    }
    if (before.shared()) {
      changes.addAll(links.parting(owner, before.label()));
    } else {
      changes.add(new StateChange.Delete(keys.block(owner, before.label()), before.version()));
    }
  }

  /**
   * Takes note that the changes were committed.
   *
   * @param version what the commit returned
   */
  public synchronized void committed(long version) {
    dropped.clear();
    if (edits.isEmpty()) {
      return;
    }
    Map<String, MemoryBlock> before = read().stored();
    Map<String, MemoryBlock> after = new TreeMap<>(read().present());
    after.replaceAll(
        (label, block) -> block.equals(before.get(label)) ? block : block.withVersion(version));
    blocks = Blocks.unedited(after);
    edits.clear();
  }

  /** Forgets all edits and what was read. */
  public synchronized void reset() {
    blocks = null;
    edits.clear();
    dropped.clear();
  }

  /**
   * Reads the state anew and makes the edits again on what it holds now: what to do when the commit
   * failed with CONFLICT, so that the other's change and these both take effect. An edit that no
   * longer fits is dropped, see {@link #dropped}.
   *
   * @throws MemoryException what the state store throws; the draft is then as it was before
   */
  public synchronized void rebase() {
    Blocks fresh = load();
    List<Edit> kept = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Edit edit : edits) {
      try {
        edit.change().applyTo(fresh.present());
        kept.add(edit);
      } catch (MemoryException e) {
        lost.add(lost(edit.label(), fresh.present().get(edit.label()), refusal(e)));
      }
    }
    edits.clear();
    edits.addAll(kept);
    dropped.addAll(lost);
    blocks = fresh;
  }

  private static MemoryException refusal(MemoryException e) {
    return switch (e.kind()) {
      case INVALID, NOT_FOUND, LIMIT, UNSUPPORTED, CONFLICT -> e;
      default -> throw e;
    };
  }

  private static String lost(String label, @Nullable MemoryBlock now, MemoryException why) {
    return "Your change of block '"
        + label
        + "' was not made, because somebody else changed core memory at the same time. "
        + why.getMessage()
        + (now == null ? "" : BlockEdits.presentText(now))
        + " Make the change again if it is still needed.";
  }

  /**
   * Returns what became of edits that {@link #rebase} has dropped since the last commit, written
   * for the model.
   */
  public synchronized List<String> dropped() {
    return List.copyOf(dropped);
  }

  /** Returns {@link #dropped} and forgets it: the caller tells the model. */
  public synchronized List<String> takeDropped() {
    List<String> taken = List.copyOf(dropped);
    dropped.clear();
    return taken;
  }

  private Blocks read() {
    Blocks known = blocks;
    if (known == null) {
      known = load();
      blocks = known;
    }
    return known;
  }

  private Blocks load() {
    return Blocks.unedited(stored.read());
  }
}
