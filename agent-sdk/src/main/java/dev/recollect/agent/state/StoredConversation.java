package dev.recollect.agent.state;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All that the state store holds of one conversation, as it was read, and changes of it that wait
 * for a commit. Not thread-safe.
 */
public final class StoredConversation {

  private final StateKeys keys;
  private final List<LogEntry> messages = new ArrayList<>();
  private final List<PendingEvents.Waiting> events = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<StateChange> changes = new ArrayList<>();
  private Head head = Head.EMPTY;
  private long headVersion = StateChange.ABSENT;

  StoredConversation(StateKeys keys) {
    this.keys = keys;
  }

  /**
   * The recorded answer to a request.
   *
   * @param key its key
   * @param version the version it was read at
   * @param record what was answered
   */
  public record Answer(String key, long version, TurnRecord record) {}

  void readHead(StateEntry entry) {
    head = Head.read(entry);
    headVersion = entry.version();
  }

  void addMessage(StateEntry entry) {
    Position position = Position.parse(entry.key().substring(keys.messages().length()));
    messages.add(
        new LogEntry(position, StateJson.read(entry, StoredMessage.class), entry.version()));
  }

  void addEvent(StateEntry entry) {
    events.add(PendingEvents.waiting(entry));
  }

  void addAnswer(Answer answer) {
    answers.add(answer);
  }

  /** Returns the id of the conversation. */
  public String conversation() {
    return keys.conversation();
  }

  /** Returns what it is beside its messages. */
  public Head head() {
    return head;
  }

  /** Returns the messages of the window and those that recall memory did not have yet, in order. */
  public List<LogEntry> messages() {
    return Collections.unmodifiableList(messages);
  }

  /** Returns the events that wait for a turn. */
  public List<PendingEvents.Waiting> events() {
    return Collections.unmodifiableList(events);
  }

  /** Returns the recorded answers that were asked for. */
  public List<Answer> answers() {
    return Collections.unmodifiableList(answers);
  }

  /** Puts another message in the place of one. */
  public void replace(LogEntry entry, StoredMessage with) {
    changes.add(
        new StateChange.Put(
            keys.message(entry.position()), StateJson.write(with), entry.version()));
  }

  /** Removes a message. */
  public void remove(LogEntry entry) {
    changes.add(new StateChange.Delete(keys.message(entry.position()), entry.version()));
  }

  /** Removes an event. */
  public void remove(PendingEvents.Waiting event) {
    changes.add(new StateChange.Delete(event.key(), event.version()));
  }

  /** Puts another record in the place of one. */
  public void replace(Answer answer, TurnRecord with) {
    changes.add(
        new StateChange.Put(answer.key(), StateJson.write(with.bounded()), answer.version()));
  }

  /** Returns whether anything is to be changed. */
  public boolean changed() {
    return !changes.isEmpty();
  }

  /**
   * Returns the changes, and the head as it is to be; so that whoever has gone on with the
   * conversation since it was read makes the commit fail.
   */
  public List<StateChange> changes(Head newHead) {
    List<StateChange> all = new ArrayList<>(changes);
    all.add(new StateChange.Put(keys.head(), StateJson.write(newHead), headVersion));
    return all;
  }
}
