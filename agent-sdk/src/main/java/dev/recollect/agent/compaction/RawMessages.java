package dev.recollect.agent.compaction;

import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The messages of a conversation that summary records stand for: in recall memory, or copied into
 * archival memory. Thread-safe.
 */
final class RawMessages {

  private static final int PLACES = 1_000;
  private static final int AT_ONCE = 50;

  /**
   * An exchange with a message begins at most so many places before it, unless places are empty.
   */
  private static final int REACH = 2 * ArchivedExchange.MESSAGES;

  private final RecallMemory recall;
  private final ArchivalMemory archive;
  private final String conversation;
  private final ZoneId zone;

  RawMessages(RecallMemory recall, ArchivalMemory archive, String conversation, ZoneId zone) {
    this.recall = recall;
    this.archive = archive;
    this.conversation = conversation;
    this.zone = zone;
  }

  /** Returns those that recall memory has, in order. */
  List<RecalledMessage> recalled(Collection<Long> sequences) {
    TreeSet<Long> left = new TreeSet<>(sequences);
    List<RecalledMessage> found = new ArrayList<>();
    while (!left.isEmpty()) {
      long from = left.first();
      long end = Math.min(left.last(), from + PLACES - 1) + 1;
      for (RecalledMessage message : recall.list(conversation, from, (int) (end - from))) {
        if (left.contains(message.sequence())) {
          found.add(message);
        }
      }
      left.headSet(end).clear();
    }
    return found;
  }

  /** Returns those that recall memory has or that were archived, in order. */
  List<RecalledMessage> existing(Collection<Long> sequences) {
    List<RecalledMessage> there = recalled(sequences);
    if (there.size() == sequences.size()) {
      return there;
    }
    NavigableMap<Long, RecalledMessage> found = archived(sequences);
    there.forEach(message -> found.put(message.sequence(), message));
    return List.copyOf(found.values());
  }

  private NavigableMap<Long, RecalledMessage> archived(Collection<Long> sequences) {
    NavigableSet<Long> wanted = new TreeSet<>(sequences);
    NavigableMap<Long, RecalledMessage> found = new TreeMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    for (long place = begin(wanted.first()); place <= wanted.last(); place++) {
      List<RecalledMessage> exchange = archivedFrom(place);
      for (RecalledMessage message : exchange) {
        place = message.sequence();
        if (wanted.contains(place)) {
          found.put(place, message);
        }
      }
    }
    return found;
  }

  /** Returns where the archived exchange begins that may hold a message; or a place before it. */
  private long begin(long sequence) {
    long first = sequence;
    while (first > 1 && sequence - first < REACH && archivedFrom(first).isEmpty()) {
      first--;
    }
    return first;
  }

  /** Returns the messages of the archived exchange that begins at a place. */
  private List<RecalledMessage> archivedFrom(long sequence) {
    return archive
        .find(SummaryKeys.saidId(conversation, sequence))
        .map(ArchivedExchange::read)
        .orElse(List.of());
  }

  /**
   * Copies the exchanges of messages into archival memory, but for what is there already.
   *
   * @return how many messages recall memory had
   */
  int archive(Collection<Long> sequences) {
    List<RecalledMessage> there = recalled(sequences);
    Set<Long> archived = archived(sequences).keySet();
    List<RecalledMessage> missing =
        there.stream().filter(message -> !archived.contains(message.sequence())).toList();
    List<NewPassage> passages =
        ArchivedExchange.divided(missing).stream()
            .map(exchange -> ArchivedExchange.passage(exchange, zone))
            .toList();
    for (int from = 0; from < passages.size(); from += AT_ONCE) {
      archive.insert(passages.subList(from, Math.min(passages.size(), from + AT_ONCE)));
    }
    return there.size();
  }

  /** Takes messages out of the archived exchanges that they stand in, if any. */
  void deleteArchived(Collection<Long> sequences) {
    Set<Long> gone = new HashSet<>(sequences);
    for (long sequence : gone) {
      deleteArchived(begin(sequence), gone);
    }
  }

  private void deleteArchived(long first, Set<Long> gone) {
    List<RecalledMessage> exchange = archivedFrom(first);
    List<RecalledMessage> left =
        exchange.stream().filter(message -> !gone.contains(message.sequence())).toList();
    if (left.size() == exchange.size()) {
      return;
    }
    if (!left.isEmpty()) {
      archive.insert(List.of(ArchivedExchange.passage(left, zone)));
    }
    if (left.isEmpty() || left.getFirst().sequence() != first) {
      archive.delete(List.of(SummaryKeys.saidId(conversation, first)));
    }
  }

  /** Deletes messages from recall memory; those that are not there are ignored. */
  void remove(Collection<Long> sequences) {
    recall.delete(conversation, sequences);
  }
}
