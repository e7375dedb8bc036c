package dev.recollect.memory.api.tier;

import java.util.List;
import java.util.Optional;

/**
 * The blocks of an owner: small labelled texts that stand in every prompt. Thread-safe; of two
 * changes to one block at a time both take effect, one after the other.
 */
public interface CoreMemory {

  /** Returns all blocks: persona and human first, then by label. */
  List<MemoryBlock> blocks();

  /** Returns a block, if it exists. */
  Optional<MemoryBlock> block(String label);

  /**
   * Writes a block as given, new or in place of the present one, read-only or not.
   *
   * @param block its {@link MemoryBlock#version()} is what the stored one must have, 0 for a block
   *     that must not exist yet
   * @return the block at its new version
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT if the stored version differs
   */
  MemoryBlock put(MemoryBlock block);

  /**
   * Adds a line at the end of a block, as a model would.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND naming the labels there are,
   *     UNSUPPORTED if the block is read-only, LIMIT with the length it would have
   */
  MemoryBlock append(String label, String content);

  /**
   * Replaces a text that occurs exactly once in a block, as a model would.
   *
   * @param oldContent the text, not empty
   * @param newContent what stands in its place; empty to delete it
   * @throws dev.recollect.memory.api.error.MemoryException INVALID if the text is empty, absent or
   *     occurs more than once; otherwise as {@link #append}
   */
  MemoryBlock replace(String label, String oldContent, String newContent);

  /** Deletes a block; a shared one is detached and stays. Nothing happens if there is none. */
  void delete(String label);

  /**
   * Attaches a {@linkplain SharedBlocks shared block}: it stands among these blocks from now on,
   * and a change to it is one for all who have it. Nothing happens if it is attached already.
   *
   * @return the block
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest shared block,
   *     CONFLICT if the owner has a block of its own with that label, UNSUPPORTED for the block
   *     {@code human} of a user, who has one of their own
   */
  MemoryBlock attach(String label);

  /**
   * Detaches a shared block, which stays as it is.
   *
   * @return whether it was attached
   */
  boolean detach(String label);
}
