package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;

/** A message of a conversation and where it stands. Not thread-safe. */
public final class LogEntry {

  private static final long UNSAVED = 0;

  private final Message message;
  private Position position;
  private long version;

  /** Creates an entry; version 0 means that it is not stored yet. */
  LogEntry(Position position, Message message, long version) {
    this.position = position;
    this.message = message;
    this.version = version;
  }

  /** Returns what was said. */
  public Message message() {
    return message;
  }

  /** Returns where it stands; may move until the entry is stored. */
  public Position position() {
    return position;
  }

  /** Returns whether the message belongs into recall memory: somebody said it, and it has text. */
  public boolean recalled() {
    return recalled(message);
  }

  static boolean recalled(Message message) {
    boolean said = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    return said && !message.text().isBlank();
  }

  boolean saved() {
    return version != UNSAVED;
  }

  long version() {
    return version;
  }

  void savedAt(long newVersion) {
    this.version = newVersion;
  }

  void move(long places) {
    this.position = new Position(position.sequence() + places, position.part());
  }
}
