package dev.recollect.memory.core.claim;

import java.time.Instant;

/**
 * The right of a holder to change something alone until a moment. Immutable.
 *
 * @param holder who has it
 * @param until when it ends unless renewed
 */
public record Lease(Holder holder, Instant until) {

  /**
   * Returns whether somebody else may take it.
   *
   * @param observer who wants it
   * @param now the time
   * @param exclusive whether one process at a time can have the store of leases open, so that what
   *     another process left is free
   */
  public boolean free(Holder observer, Instant now, boolean exclusive) {
    return !now.isBefore(until)
        || holder.goneAsSeenBy(observer)
        || (exclusive && !holder.sameProcess(observer));
  }

  /** Returns who has it, for people. */
  public String description() {
    return "process " + holder.processId() + " on " + holder.hostForPeople();
  }
}
