package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;

/** A message of a conversation and where it stands. Not thread-safe. */
public final class LogEntry {

  private static final long UNSAVED = 0;

  private final StoredMessage stored;
  private Position position;
  private long version;

  /** Creates an entry; version 0 means that it is not stored yet. */
  LogEntry(Position position, StoredMessage stored, long version) {
    this.position = position;
    this.stored = stored;
    this.version = version;
  }

  /** Returns an entry behind all others that is never stored: what somebody may say next. */
  public static LogEntry imagined(StoredMessage message) {
    return new LogEntry(new Position(Long.MAX_VALUE, 0), message, UNSAVED);
  }

  /** Returns what was said. */
  public Message message() {
    return stored.message();
  }

  /** Returns the message as it is kept. */
  public StoredMessage stored() {
    return stored;
  }

  /** Returns where it stands; may move until the entry is stored. */
  public Position position() {
    return position;
  }

  /** Returns whether the message belongs into recall memory: somebody said it, and it has text. */
  public boolean recalled() {
    return stored.recalled();
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
