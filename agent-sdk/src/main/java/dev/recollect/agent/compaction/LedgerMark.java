package dev.recollect.agent.compaction;

import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the compaction of a conversation has got, and who is at it.
 *
 * @param format version of this layout
 * @param reached up to which place summary records stand for all messages that were there
 * @param checked up to which place they were compared with their messages afterwards
 * @param removed up to which place the messages have been removed as a policy said
 * @param planned the last place of the record that is being written, 0 for none
 * @param holder who compacts, or null
 * @param until until when the holder may, ISO-8601, or null
 */
record LedgerMark(
    int format,
    long reached,
    long checked,
    long removed,
    long planned,
    @Nullable Holder holder,
    @Nullable String until) {

  /** The layout that this version writes. */
  static final int FORMAT = 1;

  static final LedgerMark NEW = new LedgerMark(FORMAT, 0, 0, 0, 0, null, null);

  Optional<Lease> lease() {
    return holder == null || until == null
        ? Optional.empty()
        : Optional.of(new Lease(holder, Instant.parse(until)));
  }

  /** Returns up to which place nothing is left to be done by a policy. */
  long settled(CompactionPolicy policy) {
    return policy.removes() ? removed : checked;
  }

  LedgerMark heldBy(Holder newHolder, Instant newUntil) {
    return new LedgerMark(
        FORMAT, reached, checked, removed, planned, newHolder, newUntil.toString());
  }

  LedgerMark free() {
    return new LedgerMark(FORMAT, reached, checked, removed, planned, null, null);
  }

  LedgerMark planning(long last) {
    return new LedgerMark(FORMAT, reached, checked, removed, last, holder, until);
  }

  LedgerMark reaching(long last) {
    return new LedgerMark(FORMAT, last, checked, removed, 0, holder, until);
  }

  LedgerMark checkedTo(long last) {
    return new LedgerMark(
        FORMAT, reached, Math.max(checked, last), removed, planned, holder, until);
  }

  LedgerMark removedTo(long last) {
    return new LedgerMark(FORMAT, reached, Math.max(checked, last), last, planned, holder, until);
  }
}
