package dev.recollect.memory.core.tier;

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
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an owner with edits that are not committed yet: they wait in this object until the
 * caller puts {@link #changes()} in a commit of its own. Thread-safe.
 *
 * <p>The state is read at the first use and not again until {@link #reset()} or {@link #rebase()}.
 * A block keeps the version it was read at, until {@link #committed} tells the new one.
 */
public final class CoreDraft implements CoreMemory {

  private final Owner owner;
  private final StateStore state;
  private final StateKeys keys;
  private final List<Edit> edits = new ArrayList<>();
  private @Nullable Blocks blocks;

  /** Creates a draft without edits. */
  public CoreDraft(Owner owner, StateStore state, StateKeys keys) {
    this.owner = owner;
    this.state = state;
    this.keys = keys;
  }

  /** A change that can be made again on other blocks than those it was first made on. */
  private interface Edit {
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

  private static void replaceWhole(Map<String, MemoryBlock> present, MemoryBlock block) {
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
    present.put(block.label(), block);
  }

  @Override
  public MemoryBlock append(String label, String content) {
    return edit(label, present -> present.put(label, BlockEdits.append(present, label, content)));
  }

  @Override
  public MemoryBlock replace(String label, String oldContent, String newContent) {
    return edit(
        label,
        present -> present.put(label, BlockEdits.replace(present, label, oldContent, newContent)));
  }

  @Override
  public synchronized void delete(String label) {
    apply(present -> present.remove(label));
  }

  private synchronized MemoryBlock edit(String label, Edit edit) {
    apply(edit);
    return block(label).orElseThrow();
  }

  private void apply(Edit edit) {
    edit.applyTo(read().present());
    edits.add(edit);
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
    MemoryBlock stored = read().stored().get(block.label());
    long version = stored == null ? StateChange.ABSENT : stored.version();
    if (stored == null || !block.withVersion(version).equals(stored)) {
      String key = keys.block(owner, block.label());
      changes.add(new StateChange.Put(key, StateJson.write(block), version));
    }
  }

  private void addDelete(List<StateChange> changes, MemoryBlock stored) {
    if (!read().present().containsKey(stored.label())) {
      changes.add(new StateChange.Delete(keys.block(owner, stored.label()), stored.version()));
    }
  }

  /**
   * Takes note that the changes were committed.
   *
   * @param version what the commit returned
   */
  public synchronized void committed(long version) {
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
  }

  /**
   * Reads the state anew and makes the edits again on what it holds now: what to do when the commit
   * failed with CONFLICT, so that the other's change and these both take effect.
   *
   * @throws MemoryException what the first edit that no longer fits throws; the draft is then as it
   *     was before
   */
  public synchronized void rebase() {
    Blocks fresh = load();
    edits.forEach(edit -> edit.applyTo(fresh.present()));
    blocks = fresh;
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
    return Blocks.unedited(StoredBlocks.read(state, keys.blocks(owner)));
  }
}
