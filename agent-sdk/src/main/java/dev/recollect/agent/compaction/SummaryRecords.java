package dev.recollect.agent.compaction;

import dev.recollect.agent.compaction.Ledger.Located;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.TenantMemory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The summary records of an agent and the messages that they stand for. Thread-safe.
 *
 * <p>Compaction may run meanwhile. A record that it is just writing is found here before it counts.
 */
public final class SummaryRecords {

  /** How often a change is tried anew that somebody else came before. */
  private static final int ATTEMPTS = 8;

  private static final double SHARE = 0.3;

  private final TenantMemory memory;
  private final Owner owner;
  private final RecallMemory recall;
  private final ArchivalMemory archive;
  private final SummaryWriter writer;
  private final ZoneId zone;

  private SummaryRecords(TenantMemory memory, Owner owner, ZoneId zone) {
    this.memory = memory;
    this.owner = owner;
    this.zone = zone;
    this.recall = memory.recall(owner.name());
    this.archive = memory.archival(owner.name());
    this.writer = new SummaryWriter(archive, new Condenser(null), zone);
  }

  /**
   * Returns the summary records of an owner.
   *
   * @param zone in which a record that is written anew tells days
   */
  public static SummaryRecords of(TenantMemory memory, Owner owner, ZoneId zone) {
    return new SummaryRecords(memory, owner, zone);
  }

  /** Returns those of a conversation, oldest messages first. */
  public List<SummaryRecord> list(String conversation) {
    return found(ledger(conversation), located -> true).toList();
  }

  /** Returns the summary records that stand for a message, among others. */
  public List<SummaryRecord> covering(String conversation, long sequence) {
    return found(ledger(conversation), located -> located.covers(sequence))
        .filter(summary -> summary.sequences().contains(sequence))
        .toList();
  }

  private Stream<SummaryRecord> found(Ledger ledger, Predicate<Located> wanted) {
    List<String> ids = new ArrayList<>();
    ledger.entries().stream()
        .filter(wanted)
        .forEach(located -> ids.add(ledger.id(located.start(), located.entry().last())));
    unfinished(ledger).ifPresent(ids::add);
    return ids.stream().flatMap(id -> archive.find(id).flatMap(SummaryRecord::of).stream());
  }

  /** Returns the id of the record that was begun last and does not count yet. */
  private static Optional<String> unfinished(Ledger ledger) {
    LedgerMark mark = ledger.mark().value();
    return mark.planned() == 0
        ? Optional.empty()
        : Optional.of(ledger.id(mark.reached() + 1, mark.planned()));
  }

  /**
   * Returns the messages that a summary record stands for, as far as they exist, in recall memory
   * or archived.
   *
   * @throws MemoryException NOT_FOUND if there is no summary record of that id
   */
  public List<RecalledMessage> sources(String summaryId) {
    SummaryRecord summary =
        archive
            .find(summaryId)
            .flatMap(SummaryRecord::of)
            .orElseThrow(() ->
                MemoryException.notFound(
                    "there is no summary record '"
                        + summaryId
                        + "'; SummaryRecords.list names those of a conversation"));
    return raw(summary.conversation()).existing(summary.sequences());
  }

  /**
   * Removes what summary records and archived exchanges hold of messages that are forgotten: they
   * go from these, and a record that stands for one of them is made anew, of extracts, from its
   * other messages; it is deleted where these do not all exist any more, for nobody can tell what
   * of it came from whom.
   *
   * <p>To be called when the messages are gone from recall memory: a compaction that runs meanwhile
   * sees that then. Idempotent; a call that failed half way is completed by repeating it.
   *
   * @return how many summary records were changed or deleted
   * @throws MemoryException what the stores throw
   */
  public int forget(String conversation, Collection<Long> sequences) {
    Set<Long> gone = new HashSet<>(sequences);
    Ledger ledger = ledger(conversation);
    unfinished(ledger).ifPresent(id -> archive.delete(List.of(id)));
    int changed = 0;
    for (Located located : ledger.entries()) {
      if (gone.stream().anyMatch(located::covers)) {
        forget(ledger, located.start(), conversation, gone);
        changed++;
      }
    }
    // At last, for a compaction that copies messages looks afterwards whether they still count.
    raw(conversation).deleteArchived(gone);
    return changed;
  }

  /**
   * Removes what summary records hold of archived exchanges, as {@link #forget} does of their
   * messages, and the exchanges themselves. To be called before the passages are deleted; ids of
   * other passages are ignored. Idempotent.
   *
   * @param ids of passages of the agent's own
   * @throws MemoryException what the stores throw
   */
  public void forgetPassages(Collection<String> ids) {
    for (String id : ids) {
      List<RecalledMessage> said = archive.find(id).map(ArchivedExchange::read).orElse(List.of());
      if (!said.isEmpty()) {
        List<Long> places = said.stream().map(RecalledMessage::sequence).toList();
        var unused = forget(said.getFirst().conversation(), places);
      }
    }
  }

  private void forget(Ledger ledger, long start, String conversation, Set<Long> gone) {
    for (int attempt = 1; ; attempt++) {
      try {
        forget(ledger, ledger.entry(start), raw(conversation), gone);
        return;
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void forget(Ledger ledger, Located located, RawMessages raw, Set<Long> gone) {
    List<Long> left =
        located.entry().places().stream().filter(place -> !gone.contains(place)).toList();
    List<RecalledMessage> existing = raw.existing(left);
    List<RecalledMessage> said = existing.size() == left.size() ? existing : List.of();
    String id = ledger.id(located.start(), located.entry().last());
    boolean written = writer.write(id, said, SHARE, CallOptions.none()).isPresent();
    LedgerEntry entry = located.entry().of(written ? left : List.of());
    ledger.commit(List.of(ledger.putting(located.start(), entry, located.version())));
  }

  private Ledger ledger(String conversation) {
    return new Ledger(memory, owner, conversation);
  }

  private RawMessages raw(String conversation) {
    return new RawMessages(recall, archive, conversation, zone);
  }
}
