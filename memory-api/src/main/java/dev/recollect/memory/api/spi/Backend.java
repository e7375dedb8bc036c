package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An opened store. Thread-safe, blocking; safe on virtual threads.
 *
 * <p>An interrupted call ends with its result or with CANCELLED, for a write with outcome
 * NotApplied if it had not begun and otherwise Unknown; the thread stays interrupted and the store
 * stays open. Once the store is closed, every call but {@link #capabilities}, {@link #state},
 * {@link #health} and {@link #close} throws UNAVAILABLE.
 */
public interface Backend extends AutoCloseable {

  /** Returns what this store can do; always the same. */
  Capabilities capabilities();

  /** Returns the store of small versioned values, if there is one. */
  Optional<StateStore> state();

  /**
   * Opens a collection: creates it, or adds newly declared fields to the one there is. Filters on a
   * field added later also find the records written before.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INCOMPATIBLE if the stored collection
   *     has another identity (see {@link CollectionSpec#mergedInto}), UNSUPPORTED if the spec
   *     exceeds the capabilities or a field cannot be added
   */
  RecordCollection openCollection(CollectionSpec spec);

  /**
   * Returns the specs of the collections there are, by name; INVALID for a cursor that no page had.
   */
  Page<CollectionSpec> collections(Cursor cursor);

  /**
   * Deletes a collection with all its records; nothing happens if there is none. Collections opened
   * before by that name answer NOT_FOUND, at least until it is created again.
   */
  void dropCollection(String name);

  /** Returns whether the store is open, answers and can be written to; does not throw. */
  Health health();

  /**
   * Returns how many bytes the store takes where it lies, indexes included, all tenants together;
   * empty if it cannot tell or has nothing on disk. May take a moment.
   *
   * @throws dev.recollect.memory.api.error.MemoryException UNAVAILABLE
   */
  default OptionalLong bytes() {
    return OptionalLong.empty();
  }

  /**
   * Rewrites the store where it lies, so that nothing of what was deleted or overwritten before
   * this call began is left in the files that are its own. Records and state stay as they are. It
   * may take minutes and as much room again as the store takes; calls meanwhile may wait. What lies
   * outside of the store's files (a server's log of changes, backups, replicas, free space of the
   * disk) is not reached: the store's page says what that is.
   *
   * @throws dev.recollect.memory.api.error.MemoryException UNSUPPORTED if this store cannot, which
   *     is what a store says that does not override this; UNAVAILABLE if something holds on to what
   *     was deleted, or the disk is full: nothing is lost, and the call can be repeated
   */
  default void compact(CallOptions options) {
    throw new MemoryException(
        ErrorKind.UNSUPPORTED,
        "this store cannot be compacted from here; its own tools may be able to");
  }

  /**
   * Ends the calls under way, makes everything durable and frees files and connections. Idempotent.
   */
  @Override
  void close();
}
