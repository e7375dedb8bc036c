package dev.recollect.agent.compaction;

import dev.recollect.agent.state.StateJson;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.TenantMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The summary records of a conversation in the state store: a mark, and an entry each under the
 * place that it starts at. Entries tile the conversation: the next one starts behind the last place
 * of the one before. Thread-safe.
 */
final class Ledger {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final StateStore state;
  private final String prefix;
  private final String conversation;

  Ledger(TenantMemory memory, Owner owner, String conversation) {
    String escaped = conversation.replace("%", "%25").replace("/", "%2F");
    this.state = memory.state();
    this.prefix = memory.servedPrefix(owner) + "compaction/" + escaped + "/";
    this.conversation = conversation;
  }

  /** A value and the version that a change of it expects. */
  record Versioned<T>(T value, long version) {}

  /** An entry and the place that it starts at. */
  record Located(long start, LedgerEntry entry, long version) {

    /** Returns whether the record stands for a message. */
    boolean covers(long sequence) {
      return start <= sequence && sequence <= entry.last() && entry.places().contains(sequence);
    }
  }

  /** What is to be done must be written down also when its caller has no time left. */
  static CallOptions options() {
    return CallOptions.within(TIMEOUT);
  }

  Versioned<LedgerMark> mark() {
    Optional<StateEntry> stored = state.get(markKey(), options());
    LedgerMark mark =
        stored.map(entry -> StateJson.read(entry, LedgerMark.class)).orElse(LedgerMark.NEW);
    if (mark.format() > LedgerMark.FORMAT) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the summary records of the conversation were written in format "
              + mark.format()
              + " and this version reads up to "
              + LedgerMark.FORMAT
              + "; use the version that wrote them");
    }
    return new Versioned<>(mark, stored.map(StateEntry::version).orElse(StateChange.ABSENT));
  }

  Optional<Located> find(long start) {
    return state.get(entryKey(start), options()).map(this::located);
  }

  /**
   * Returns the entry that starts at a place.
   *
   * @throws MemoryException CORRUPT if there is none
   */
  Located entry(long start) {
    return find(start)
        .orElseThrow(() ->
            new MemoryException(
                ErrorKind.CORRUPT,
                "the summary record of conversation '"
                    + conversation
                    + "' that starts at "
                    + start
                    + " is missing in the state"));
  }

  /** Returns all entries in order. */
  List<Located> entries() {
    List<Located> entries = new ArrayList<>();
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(prefix + "record/", cursor, options());
      page.items().stream().map(this::located).forEach(entries::add);
      if (page.next().isEmpty()) {
        return entries;
      }
      cursor = page.next().orElseThrow();
    }
  }

  private Located located(StateEntry stored) {
    String place = stored.key().substring(prefix.length() + "record/".length());
    return new Located(
        Long.parseLong(place), StateJson.read(stored, LedgerEntry.class), stored.version());
  }

  StateChange putting(LedgerMark mark, long expected) {
    return new StateChange.Put(markKey(), StateJson.write(mark), expected);
  }

  StateChange putting(long start, LedgerEntry entry, long expected) {
    return new StateChange.Put(entryKey(start), StateJson.write(entry), expected);
  }

  long commit(List<StateChange> changes) {
    return state.commit(changes, options());
  }

  /** Returns the id of the record of an entry. */
  String id(long start, long last) {
    return SummaryKeys.summaryId(conversation, start, last);
  }

  private String markKey() {
    return prefix + "mark";
  }

  private String entryKey(long start) {
    return prefix + "record/" + String.format(Locale.ROOT, "%012d", start);
  }
}
