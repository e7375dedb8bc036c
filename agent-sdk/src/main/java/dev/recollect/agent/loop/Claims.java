package dev.recollect.agent.loop;

import dev.recollect.agent.state.Claim;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes claims for one agent object and judges those of others.
 *
 * @param holder the agent object
 * @param timeout how long a turn may take
 */
record Claims(Holder holder, Duration timeout) {

  /** A turn that is out of time still has to write that down. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  Claim begin(int number, @Nullable String requestId, Instant now) {
    String id = UUID.randomUUID().toString();
    String deadline = deadline(now).toString();
    return new Claim(
        number, id, requestId, "", holder, deadline, 0, Claim.Stage.ASKING, false, 0, 0);
  }

  /** Returns the claim that keeps turns away while something is forgotten. */
  Claim forget(int turns, Instant now) {
    String id = UUID.randomUUID().toString();
    String deadline = deadline(now).toString();
    return new Claim(turns, id, null, "", holder, deadline, 0, Claim.Stage.FORGETTING, false, 0, 0);
  }

  Claim takeOver(Claim claim, Instant now) {
    return claim.heldBy(holder, deadline(now));
  }

  private Instant deadline(Instant now) {
    return now.plus(timeout).plus(GRACE);
  }

  boolean own(Claim claim) {
    return holder.equals(claim.holder());
  }

  /**
   * Returns whether the turn may be taken over; {@code exclusive} says that one process at a time
   * can have the store.
   */
  boolean free(Claim claim, Instant now, boolean exclusive) {
    Holder other = claim.holder();
    return other == null
        || own(claim)
        || new Lease(other, claim.deadlineAt()).free(holder, now, exclusive);
  }

  MemoryException busy(String agent, Claim claim) {
    Holder other = claim.holder();
    String who = other == null ? "somebody" : new Lease(other, claim.deadlineAt()).description();
    String what = claim.forgetting() ? "is forgetting something, run by" : "is in a turn run by";
    return MemoryException.conflict(
        "agent '%s' %s %s, which has it until %s; send the message again when that has ended"
            .formatted(agent, what, who, claim.deadline()));
  }
}
