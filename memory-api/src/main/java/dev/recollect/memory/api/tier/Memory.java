package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;

/**
 * The memory of one tenant: its owners (agents, or any name an application chooses) and their
 * tiers.
 *
 * <p>An owner comes into being at the first write. Reading one that does not exist throws NOT_FOUND
 * with the nearest name. No call reaches another tenant's data.
 */
public interface Memory {

  /** Returns the tenant's name. */
  String tenant();

  /** Returns the blocks of an owner. */
  CoreMemory core(String owner);

  /** Returns the messages of an owner's conversations. */
  RecallMemory recall(String owner);

  /** Returns the passages of an owner. */
  ArchivalMemory archival(String owner);

  /** Returns the tenant's sources: documents that owners attach to their archival memory. */
  Sources sources();

  /** Returns the tenant's shared blocks, which owners attach to their core memory. */
  SharedBlocks sharedBlocks();

  /** Returns the owners by name, ascending. */
  Page<Owner> owners(Cursor cursor);

  /**
   * Deletes an owner with its blocks, messages, passages and links to sources and shared blocks,
   * and with all its users. Can be repeated after a failure.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest name
   */
  void delete(String owner);

  /**
   * Gives an owner another name, at once. Nothing that it has moves; an open agent goes on under
   * its old name, and that name is free for another owner.
   *
   * @param newName 1 to 128 characters, not blank, without control characters
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest name,
   *     CONFLICT if the new name is taken, INVALID or LIMIT for it
   */
  void rename(String owner, String newName);
}
