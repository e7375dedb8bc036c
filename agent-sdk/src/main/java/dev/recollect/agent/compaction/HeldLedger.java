package dev.recollect.agent.compaction;

import dev.recollect.agent.compaction.Ledger.Located;
import dev.recollect.agent.compaction.Ledger.Versioned;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of a conversation in the hands of one compaction. Each commit renews its lease and
 * fails once somebody else has it. Not thread-safe.
 */
final class HeldLedger implements AutoCloseable {

  /**
   * Longer than a model takes for one summary, and a store to write or remove what it stands for.
   */
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Holder holder;
  private final InstantSource clock;
  private LedgerMark mark;
  private long version;

  private HeldLedger(
      Ledger ledger, Holder holder, InstantSource clock, Versioned<LedgerMark> present) {
    this.ledger = ledger;
    this.holder = holder;
    this.clock = clock;
    this.mark = present.value();
    this.version = present.version();
  }

  /**
   * Takes the ledger.
   *
   * @param exclusive whether one process at a time can have the state open
   * @throws MemoryException CONFLICT while somebody else has it
   */
  static HeldLedger take(Ledger ledger, Holder holder, InstantSource clock, boolean exclusive) {
    Versioned<LedgerMark> present = ledger.mark();
    Optional<Lease> other =
        present
            .value()
            .lease()
            .filter(lease -> !lease.holder().equals(holder))
            .filter(lease -> !lease.free(holder, clock.instant(), exclusive));
    if (other.isPresent()) {
      throw busy(other.orElseThrow());
    }
    HeldLedger held = new HeldLedger(ledger, holder, clock, present);
    held.commit(present.value(), List.of());
    return held;
  }

  private static MemoryException busy(Lease lease) {
    return MemoryException.conflict(
        "the conversation is being compacted by "
            + lease.description()
            + ", which has it until "
            + lease.until()
            + "; compact it again when that has ended");
  }

  LedgerMark mark() {
    return mark;
  }

  Located entry(long start) {
    return ledger.entry(start);
  }

  String id(long start, long last) {
    return ledger.id(start, last);
  }

  /**
   * Says up to where the next record will reach; succeeds only if nobody else has removed messages
   * since the ledger was taken.
   */
  void plan(long last) {
    commit(mark.planning(last), List.of());
  }

  /** Writes down that the next record is durable. */
  void summarised(LedgerEntry entry) {
    StateChange change = ledger.putting(mark.reached() + 1, entry, StateChange.ABSENT);
    commit(mark.reaching(entry.last()), List.of(change));
  }

  /** Writes down that an entry is another one now. */
  void changed(Located located, LedgerEntry entry) {
    commit(mark, List.of(ledger.putting(located.start(), entry, located.version())));
  }

  /** Writes down that records up to a place were compared with their messages. */
  void checked(long last) {
    commit(mark.checkedTo(last), List.of());
  }

  /** Writes down that the messages up to a place are removed. */
  void removed(long last) {
    commit(mark.removedTo(last), List.of());
  }

  private void commit(LedgerMark changed, List<StateChange> others) {
    LedgerMark renewed = changed.heldBy(holder, clock.instant().plus(LENGTH));
    List<StateChange> changes = new ArrayList<>(others);
    changes.add(ledger.putting(renewed, version));
    try {
      version = ledger.commit(changes);
      mark = renewed;
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? lost(e) : e;
    }
  }

  private MemoryException lost(MemoryException cause) {
    return ledger
        .mark()
        .value()
        .lease()
        .filter(lease -> !lease.holder().equals(holder))
        .map(HeldLedger::busy)
        .orElse(cause);
  }

  /** Returns whether somebody else has written the record that this compaction wrote, or is to. */
  boolean wantedByOthers(long start, long last) {
    LedgerMark present = ledger.mark().value();
    boolean planned = present.reached() == start - 1 && present.planned() == last;
    return planned
        || ledger.find(start).filter(located -> located.entry().last() == last).isPresent();
  }

  /** Gives the ledger back; what cannot be given back is free when its lease ends. */
  @Override
  public void close() {
    try {
      Versioned<LedgerMark> present = ledger.mark();
      if (present.value().lease().filter(lease -> lease.holder().equals(holder)).isPresent()) {
        ledger.commit(List.of(ledger.putting(present.value().free(), present.version())));
      }
    } catch (MemoryException e) {
      System.getLogger(HeldLedger.class.getName())
          .log(System.Logger.Level.DEBUG, "the ledger of a compaction was not given back", e);
    }
  }
}
