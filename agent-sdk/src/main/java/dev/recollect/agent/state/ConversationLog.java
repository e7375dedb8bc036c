package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A conversation in the state store and what has been added to it since: messages and head change
 * together, in one commit, or not at all.
 *
 * <p>Not thread-safe. Against other processes the version of the head decides: who finds it changed
 * has lost the conversation and gets CONFLICT.
 */
public final class ConversationLog {

  // Each conflict means that somebody else's commit succeeded: very many share a block then.
  private static final int ATTEMPTS = 200;
  private static final int LONGEST_PAUSE_MICROS = 5_000;

  private final StateStore state;
  private final StateKeys keys;
  private final String nextKey;
  private final List<LogEntry> entries = new ArrayList<>();
  private Head head = Head.EMPTY;
  private long headVersion;
  private long next;
  private long nextVersion;
  private long firstUnsaved;
  private boolean loaded;

  /**
   * Creates a log that has read nothing yet.
   *
   * @param state where the conversation lies
   * @param keys its keys
   * @param nextKey the key of its next sequence, which others may raise too
   */
  public ConversationLog(StateStore state, StateKeys keys, String nextKey) {
    this.state = state;
    this.keys = keys;
    this.nextKey = nextKey;
  }

  /**
   * Reads the conversation if it has changed since it was read or a commit failed.
   *
   * @return whether it was read
   */
  public boolean refresh(CallOptions options) {
    Optional<StateEntry> stored = state.get(keys.head(), options);
    long version = stored.map(StateEntry::version).orElse(StateChange.ABSENT);
    if (loaded && version == headVersion && unsaved().isEmpty()) {
      return false;
    }
    loaded = false;
    head = stored.map(Head::read).orElse(Head.EMPTY);
    headVersion = version;
    readNext(options);
    readMessages(options);
    loaded = true;
    return true;
  }

  private void readNext(CallOptions options) {
    Optional<StateEntry> stored = state.get(nextKey, options);
    next = stored.map(entry -> StateJson.read(entry, Long.class)).orElse(1L);
    nextVersion = stored.map(StateEntry::version).orElse(StateChange.ABSENT);
    firstUnsaved = next;
  }

  private void readMessages(CallOptions options) {
    entries.clear();
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(keys.messages(), cursor, options);
      page.items().forEach(this::add);
      if (page.next().isEmpty()) {
        return;
      }
      cursor = page.next().orElseThrow();
    }
  }

  private void add(StateEntry stored) {
    Position position = Position.parse(stored.key().substring(keys.messages().length()));
    entries.add(
        new LogEntry(position, StateJson.read(stored, StoredMessage.class), stored.version()));
  }

  /** Forgets what was read and added; the next {@link #refresh} reads anew. */
  public void forget() {
    loaded = false;
  }

  /** Returns the head as of the last commit or reading. */
  public Head head() {
    return head;
  }

  /** Returns all messages that are stored or wait for the next commit, oldest first. */
  public List<LogEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** Returns the messages that wait for the next commit. */
  public List<LogEntry> unsaved() {
    int first = entries.size();
    while (first > 0 && !entries.get(first - 1).saved()) {
      first--;
    }
    return List.copyOf(entries.subList(first, entries.size()));
  }

  /** Adds a message, to be stored by the next commit. */
  public LogEntry append(Message message) {
    return append(StoredMessage.of(message));
  }

  /** Adds a message or an event, to be stored by the next commit. */
  public LogEntry append(StoredMessage message) {
    LogEntry entry = new LogEntry(following(message), message, StateChange.ABSENT);
    entries.add(entry);
    return entry;
  }

  private Position following(StoredMessage message) {
    if (message.recalled()) {
      return new Position(next++, 0);
    }
    Position last = entries.isEmpty() ? new Position(next - 1, 0) : entries.getLast().position();
    return new Position(last.sequence(), last.part() + 1);
  }

  /** Returns the recorded turn that answered a request, if there is one. */
  public Optional<TurnRecord> answered(String requestId, CallOptions options) {
    return state
        .get(keys.request(requestId), options)
        .map(entry -> StateJson.read(entry, TurnRecord.class));
  }

  /** Returns the change that records which turn answered a request. */
  public StateChange recording(String requestId, TurnRecord record) {
    return new StateChange.Put(
        keys.request(requestId), StateJson.write(record.bounded()), StateChange.ABSENT);
  }

  /**
   * Stores a head, the messages added since the last commit and other changes; removes the messages
   * before the window that recall memory has.
   *
   * @param newHead gives the head once the places of the messages are certain
   * @param edits changes to other keys
   * @param extra further changes
   * @throws MemoryException CONFLICT if somebody else has changed the head; then nothing is stored
   */
  public void commit(
      Supplier<Head> newHead, Edits edits, List<StateChange> extra, CallOptions options) {
    for (int attempt = 1; ; attempt++) {
      try {
        tryCommit(newHead.get(), edits, extra, options);
        return;
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.CONFLICT || attempt == ATTEMPTS) {
          loaded = false;
          throw e;
        }
        rebase(edits, options, e);
      }
      pause(attempt);
    }
  }

  /** Random and growing, so that the losers of one round do not meet again in the next. */
  private static void pause(int failed) {
    int longest = Math.min(LONGEST_PAUSE_MICROS, 50 * failed);
    int micros = ThreadLocalRandom.current().nextInt(longest + 1);
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  private void tryCommit(Head newHead, Edits edits, List<StateChange> extra, CallOptions options) {
    List<StateChange> changes = new ArrayList<>();
    String value = StateJson.write(newHead);
    changes.add(new StateChange.Put(keys.head(), value, headVersion));
    if (next != firstUnsaved) {
      changes.add(new StateChange.Put(nextKey, Long.toString(next), nextVersion));
    }
    unsaved().forEach(entry -> changes.add(putting(entry)));
    List<LogEntry> leaving = leaving(newHead);
    leaving.forEach(entry -> changes.add(deleting(entry)));
    changes.addAll(edits.changes());
    changes.addAll(extra);
    long version = write(changes, value, options);
    entries.removeAll(leaving);
    stored(newHead, version);
    edits.committed(version);
  }

  private StateChange putting(LogEntry entry) {
    return new StateChange.Put(
        keys.message(entry.position()), StateJson.write(entry.stored()), StateChange.ABSENT);
  }

  private StateChange deleting(LogEntry entry) {
    return new StateChange.Delete(keys.message(entry.position()), entry.version());
  }

  private List<LogEntry> leaving(Head newHead) {
    if (newHead.windowFrom().isEmpty()) {
      return List.of();
    }
    Position from = Position.parse(newHead.windowFrom());
    return entries.stream()
        .takeWhile(entry -> entry.position().compareTo(from) < 0)
        .filter(entry -> entry.saved() && entry.position().sequence() <= newHead.projected())
        .toList();
  }

  /**
   * A commit whose outcome is unknown may be there: the head tells, for no two heads are the same.
   */
  private long write(List<StateChange> changes, String value, CallOptions options) {
    try {
      return state.commit(changes, options);
    } catch (MemoryException e) {
      if (e.outcome() instanceof WriteOutcome.NotApplied) {
        throw e;
      }
      return state
          .get(keys.head(), options)
          .filter(entry -> entry.value().equals(value))
          .map(StateEntry::version)
          .orElseThrow(() -> e);
    }
  }

  private void stored(Head newHead, long version) {
    head = newHead;
    headVersion = version;
    nextVersion = next == firstUnsaved ? nextVersion : version;
    firstUnsaved = next;
    unsaved().forEach(entry -> entry.savedAt(version));
  }

  /** Others may raise the next sequence and change blocks; only the head is ours alone. */
  private void rebase(Edits edits, CallOptions options, MemoryException conflict) {
    long version =
        state.get(keys.head(), options).map(StateEntry::version).orElse(StateChange.ABSENT);
    if (version != headVersion) {
      loaded = false;
      throw new MemoryException(
          ErrorKind.CONFLICT,
          "somebody else has gone on with this conversation; read it again, then retry",
          conflict);
    }
    long added = next - firstUnsaved;
    long before = firstUnsaved;
    readNext(options);
    long places = firstUnsaved - before;
    next = firstUnsaved + added;
    entries.stream()
        .filter(entry -> !entry.saved() && entry.position().sequence() >= before)
        .forEach(entry -> entry.move(places));
    edits.rebase();
  }

  /**
   * Takes back a message and all that follow it; stored ones are deleted by the changes returned.
   */
  public List<StateChange> takeBack(LogEntry first) {
    List<LogEntry> gone = entries.subList(entries.indexOf(first), entries.size());
    List<StateChange> deletes = gone.stream().filter(LogEntry::saved).map(this::deleting).toList();
    gone.clear();
    next = firstUnsaved;
    return deletes;
  }
}
