package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.Owner;

/**
 * The owner whose memory a tier serves, looked up when it is first needed. Thread-safe.
 *
 * <p>A tier object exists before its owner does: reading asks for {@link #existing()}, writing for
 * {@link #orCreate()}.
 */
public interface OwnerHandle {

  /** Returns the owner's name. */
  String name();

  /**
   * Returns the owner.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest name
   */
  Owner existing();

  /** Returns the owner, made now if it does not exist. */
  Owner orCreate();

  /** Returns the change that fails if the owner is deleted at the same time. */
  StateChange touch();
}
