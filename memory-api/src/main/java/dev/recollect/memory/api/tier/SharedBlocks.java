package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of a tenant that its owners share: each lies in storage once, and stands under its
 * label in the core memory of every owner that has {@linkplain CoreMemory#attach attached} it.
 *
 * <p>Whoever changes it changes it for all: text, description, limit, and whether it is closed to
 * models. Of two changes at a time both take effect, one after the other, or one is refused; none
 * is lost. Thread-safe, also across processes; all calls throw {@link
 * dev.recollect.memory.api.error.MemoryException} INVALID for a label, NOT_FOUND with the nearest
 * one, UNAVAILABLE.
 */
public interface SharedBlocks {

  /** Returns the shared blocks by label, ascending. */
  Page<MemoryBlock> list(Cursor cursor);

  /** Returns the shared block of a label, if there is one. */
  Optional<MemoryBlock> find(String label);

  /**
   * Writes a shared block as given, new or in place of the present one, read-only or not.
   *
   * @param block its {@link MemoryBlock#version()} is what the stored one must have, 0 for a block
   *     that must not exist yet
   * @return the block at its new version
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT if the stored version differs
   */
  MemoryBlock put(MemoryBlock block);

  /** Returns the owners that have attached a shared block, by name. */
  List<Owner> users(String label);

  /**
   * Deletes a shared block that nobody has attached.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT naming the owners that have;
   *     nothing is deleted then
   */
  void delete(String label);

  /**
   * Detaches a shared block from all owners and deletes it, in one commit.
   *
   * @return the owners that had attached it, by name
   */
  List<Owner> deleteEverywhere(String label);
}
