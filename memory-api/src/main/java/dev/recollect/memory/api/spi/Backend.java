package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;

/**
 * An opened store. Thread-safe, blocking; safe on virtual threads. An interrupted caller gets
 * CANCELLED (for a write with outcome Unknown), and the store stays open.
 */
public interface Backend extends AutoCloseable {

  /** Returns what this store can do; always the same. */
  Capabilities capabilities();

  /** Returns the store of small versioned values, if there is one. */
  Optional<StateStore> state();

  /**
   * Opens a collection: creates it, or adds newly declared fields to the one there is.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INCOMPATIBLE if the stored collection
   *     has another identity (see {@link CollectionSpec#mergedInto}), UNSUPPORTED if the spec
   *     exceeds the capabilities or a field cannot be added
   */
  RecordCollection openCollection(CollectionSpec spec);

  /** Returns the specs of the collections there are, by name. */
  Page<CollectionSpec> collections(Cursor cursor);

  /** Deletes a collection with all its records; nothing happens if there is none. */
  void dropCollection(String name);

  /** Returns whether the store answers and can be written to; does not throw. */
  Health health();

  /**
   * Ends the calls under way, makes everything durable and frees files and connections. Idempotent.
   */
  @Override
  void close();
}
