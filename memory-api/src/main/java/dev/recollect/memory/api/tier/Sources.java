package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;

/**
 * The sources of a tenant, and which owners they are attached to.
 *
 * <p>Attaching is a link, not a copy: a search of an owner's archival memory also covers what is
 * attached, as it is then. A model cannot change a source. Thread-safe, also across processes; all
 * calls throw {@link dev.recollect.memory.api.error.MemoryException} INVALID or LIMIT for a name,
 * NOT_FOUND with the nearest name, UNAVAILABLE.
 */
public interface Sources {

  /** Returns the sources by name, ascending. */
  Page<Source> list(Cursor cursor);

  /** Returns the source of a name, if there is one. */
  Optional<Source> find(String name);

  /** Returns the documents of a source, which comes into being at the first write. */
  Documents documents(String source);

  /**
   * Attaches a source to an owner; nothing happens if it is attached already.
   *
   * @param owner exists or comes into being now
   * @param source exists
   */
  void attach(String owner, String source);

  /**
   * Detaches a source from an owner.
   *
   * @return whether it was attached
   */
  boolean detach(String owner, String source);

  /** Returns the sources attached to an owner, by name. */
  List<Source> attached(String owner);

  /** Returns the owners that a source is attached to, by name. */
  List<Owner> users(String source);

  /**
   * Deletes a source with its documents. Can be repeated after a failure.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT naming the owners it is
   *     attached to, or who is loading it; nothing is deleted then
   */
  void delete(String source);
}
