package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import org.jspecify.annotations.Nullable;

/**
 * A message as a conversation keeps it.
 *
 * @param message what was said or returned; a profile may show it to the model in another form
 * @param kind who it comes from
 * @param sent what of it the person reads, if that is not its text; empty for nothing
 * @param shown up to which UTF-16 unit the model sees the text of a long message; -1 for all of it
 */
public record StoredMessage(Message message, Kind kind, @Nullable String sent, int shown) {

  private static final int WHOLE = -1;

  /** Who a message comes from. */
  public enum Kind {
    /** Somebody said it, or a tool returned it. */
    SAID,
    /** An event of the application, which nobody said; as something said, it begins an exchange. */
    EVENT,
    /** An event within an exchange. */
    INNER_EVENT
  }

  /** Returns a message that somebody said, or that a tool returned. */
  public static StoredMessage of(Message message) {
    return new StoredMessage(message, Kind.SAID, null, WHOLE);
  }

  /** Returns a message of the model of which the person reads something else than the text. */
  public static StoredMessage of(Message message, @Nullable String sent) {
    return new StoredMessage(message, Kind.SAID, sent, WHOLE);
  }

  /** Returns an event of the application. */
  public static StoredMessage event(Message message) {
    return new StoredMessage(message, Kind.EVENT, null, WHOLE);
  }

  /** Returns an event within an exchange. */
  public static StoredMessage innerEvent(Message message) {
    return new StoredMessage(message, Kind.INNER_EVENT, null, WHOLE);
  }

  /** Returns this message with another text. */
  public StoredMessage withText(String text) {
    Message.Builder other =
        Message.builder(message.role(), text, message.createdAt())
            .toolCalls(message.toolCalls())
            .references(message.references());
    message.name().ifPresent(other::name);
    message.toolCallId().ifPresent(other::toolCallId);
    return new StoredMessage(other.build(), kind, sent, WHOLE);
  }

  /** Returns this message with a text of which the model sees the beginning alone. */
  public StoredMessage shownUpTo(int end) {
    return new StoredMessage(message, kind, sent, end);
  }

  /** Returns whether the model sees all of the text. */
  public boolean whole() {
    return shown == WHOLE;
  }

  /** Returns whether an exchange begins with the message. */
  public boolean opens() {
    return message.role() == Role.USER && kind != Kind.INNER_EVENT;
  }

  /** Returns whether nobody said it. */
  public boolean event() {
    return kind != Kind.SAID;
  }

  /** Returns what the person said or read; empty for calls, results, thoughts and events. */
  public String spoken() {
    boolean said = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    return !said || event() ? "" : sent == null ? message.text() : sent;
  }

  /** Returns whether the message belongs into recall memory: somebody said it, and it has text. */
  public boolean recalled() {
    return !spoken().isBlank();
  }
}
