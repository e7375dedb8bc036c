package dev.recollect.agent.compaction;

import dev.recollect.agent.compaction.OldExchanges.Bounds;
import dev.recollect.agent.context.ExchangeSummaries;
import dev.recollect.agent.loop.Place;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.value.CallOptions;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What compactions of one conversation work with. Thread-safe.
 *
 * @param place where the conversation lies
 * @param condenser condenses messages
 * @param writer writes summary records
 * @param raw the messages
 * @param guard keeps turns away
 * @param looked tells up to which place others have looked at the messages
 */
record CompactionTools(
    Place place,
    Condenser condenser,
    SummaryWriter writer,
    RawMessages raw,
    ConversationGuard guard,
    LongSupplier looked) {

  static CompactionTools of(
      Place place,
      ZoneId zone,
      ExchangeSummaries summaries,
      ConversationGuard guard,
      LongSupplier looked) {
    RecallMemory recall = place.memory().recall(place.owner().name());
    ArchivalMemory archive = place.memory().archival(place.owner().name());
    Condenser condenser = new Condenser(summaries);
    return new CompactionTools(
        place,
        condenser,
        new SummaryWriter(archive, condenser, zone),
        new RawMessages(recall, archive, place.conversation(), zone),
        guard,
        looked);
  }

  ArchivalMemory archive() {
    return place.memory().archival(place.owner().name());
  }

  /** Returns whether a compaction would find work; one that would not need not write who it is. */
  boolean anythingToDo(LedgerMark mark, CompactionPolicy policy, CallOptions options) {
    return mark.settled(policy) < mark.reached()
        || old(policy, options).run(mark.reached() + 1).isPresent();
  }

  /** Returns the exchanges that are old by a policy. */
  OldExchanges old(CompactionPolicy policy, CallOptions options) {
    return new OldExchanges(
        place.memory().recall(place.owner().name()),
        place.conversation(),
        policy,
        condenser::tokens,
        bounds(options));
  }

  /** What comes behind the next place of this moment is looked at another time. */
  private Bounds bounds(CallOptions options) {
    long next = next(options);
    long lookedAt = looked.getAsLong();
    AtomicLong inUse = new AtomicLong();
    guard.apart(options, inUse::set);
    return new Bounds(inUse.get(), next, lookedAt, place.memory().clock().instant());
  }

  private long next(CallOptions options) {
    String key = place.memory().sequences().nextKey(place.owner(), place.conversation());
    return place.memory().state().get(key, options).map(CompactionTools::number).orElse(1L);
  }

  private static long number(StateEntry entry) {
    try {
      return Long.parseLong(entry.value());
    } catch (NumberFormatException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT,
          "state key '" + entry.key() + "' should hold a number and holds '" + entry.value() + "'",
          e);
    }
  }
}
