package dev.recollect.agent.compaction;

import dev.recollect.agent.compaction.Condenser.Condensed;
import dev.recollect.agent.compaction.Ledger.Located;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.Optional;

/**
 * One compaction of a conversation, which goes on where an earlier one has stopped.
 *
 * <p>A record goes this way, each step durable before the next one: it is planned, which proves
 * that what was read is whole; the summary is written under an id made of its places; the ledger
 * says so; it is compared with its messages, of which some may have been forgotten meanwhile; and
 * then, if the policy wants it, the messages are archived and removed. Not thread-safe.
 */
final class CompactionRun {

  private final CompactionTools tools;
  private final HeldLedger ledger;
  private final CompactionPolicy policy;
  private final CallOptions options;
  private CompactionResult result = CompactionResult.NOTHING;

  CompactionRun(
      CompactionTools tools, HeldLedger ledger, CompactionPolicy policy, CallOptions options) {
    this.tools = tools;
    this.ledger = ledger;
    this.policy = policy;
    this.options = options;
  }

  CompactionResult run() {
    settle();
    OldExchanges old = tools.old(policy, options);
    while (result.records() < policy.records()) {
      options.check();
      Optional<List<Exchange>> next = old.run(ledger.mark().reached() + 1);
      if (next.isEmpty() || !condensed(next.orElseThrow())) {
        break;
      }
      settle();
    }
    return result;
  }

  /** Writes the record of exchanges; returns whether there is one now. */
  private boolean condensed(List<Exchange> exchanges) {
    long start = ledger.mark().reached() + 1;
    long last = exchanges.getLast().last();
    List<RecalledMessage> said =
        exchanges.stream().flatMap(exchange -> exchange.messages().stream()).toList();
    deleteOtherPlan(start, last);
    ledger.plan(last);
    String id = ledger.id(start, last);
    Optional<Condensed> summary = tools.writer().write(id, said, policy.share(), options);
    summary.ifPresent(written -> {
      count(exchanges, said, written);
      finish(start, new LedgerEntry(last, "", false).of(places(said)));
    });
    return summary.isPresent();
  }

  /** An earlier compaction may have written a record that reached to another place. */
  private void deleteOtherPlan(long start, long last) {
    long planned = ledger.mark().planned();
    if (planned != 0 && planned != last) {
      tools.archive().delete(List.of(ledger.id(start, planned)));
    }
  }

  /** A record of a compaction that has lost the ledger is in the way of nobody else's. */
  private void finish(long start, LedgerEntry entry) {
    try {
      ledger.summarised(entry);
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.CONFLICT && !ledger.wantedByOthers(start, entry.last())) {
        tools.archive().delete(List.of(ledger.id(start, entry.last())));
      }
      throw e;
    }
  }

  private void count(List<Exchange> exchanges, List<RecalledMessage> said, Condensed summary) {
    result =
        result.plus(
            new CompactionResult(
                1,
                exchanges.size(),
                said.size(),
                0,
                0,
                summary.before(),
                summary.after(),
                summary.usage()));
  }

  private static List<Long> places(List<RecalledMessage> said) {
    return said.stream().map(RecalledMessage::sequence).toList();
  }

  /** Brings the records to an end of which summaries are written. */
  private void settle() {
    LedgerMark mark = ledger.mark();
    long start = mark.settled(policy) + 1;
    while (start <= mark.reached()) {
      options.check();
      Located located = ledger.entry(start);
      Located checked = located.entry().removing() ? located : checked(located);
      long last = checked.entry().last();
      if (policy.removes()) {
        remove(checked);
        ledger.removed(last);
      } else {
        ledger.checked(last);
      }
      start = last + 1;
    }
  }

  /** What was forgotten since it was read must not live on in the summary. */
  private Located checked(Located located) {
    List<Long> places = located.entry().places();
    if (places.isEmpty()) {
      return located;
    }
    String id = ledger.id(located.start(), located.entry().last());
    List<RecalledMessage> left = tools.raw().recalled(places);
    if (left.size() == places.size() && tools.archive().find(id).isPresent()) {
      return located;
    }
    boolean written = tools.writer().write(id, left, policy.share(), options).isPresent();
    ledger.changed(located, located.entry().of(written ? places(left) : List.of()));
    return ledger.entry(located.start());
  }

  private void remove(Located located) {
    List<Long> places = located.entry().places();
    if (places.isEmpty()) {
      return;
    }
    if (!located.entry().removing()) {
      ledger.changed(located, located.entry().removingNow());
    }
    boolean archives = policy.messages() == CompactionPolicy.Messages.ARCHIVE;
    int archived = archives ? archive(located.start(), places) : 0;
    int removed = tools.raw().recalled(places).size();
    tools.guard().apart(options, lowest -> removeBelow(lowest, places));
    result = result.plus(CompactionResult.ofRemoval(archived, removed));
  }

  /** A message that was forgotten while it was copied is not left as a copy. */
  private int archive(long start, List<Long> places) {
    int archived = tools.raw().archive(places);
    List<Long> counting = ledger.entry(start).entry().places();
    List<Long> gone = places.stream().filter(each -> !counting.contains(each)).toList();
    if (!gone.isEmpty()) {
      tools.raw().deleteArchived(gone);
    }
    return archived;
  }

  private void removeBelow(long lowest, List<Long> places) {
    if (places.getLast() >= lowest) {
      throw new MemoryException(
          ErrorKind.INTERNAL,
          "messages up to "
              + places.getLast()
              + " were to be removed, and the window shows "
              + lowest);
    }
    tools.raw().remove(places);
  }
}
