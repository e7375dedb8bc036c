package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;

/**
 * A message as a conversation keeps it.
 *
 * @param message what the model sees
 * @param event whether it is an event of the application: nobody said it, so it does not belong
 *     into recall memory
 */
public record StoredMessage(Message message, boolean event) {

  /** Returns a message that somebody said, or that a tool returned. */
  public static StoredMessage of(Message message) {
    return new StoredMessage(message, false);
  }

  /** Returns an event of the application. */
  public static StoredMessage event(Message message) {
    return new StoredMessage(message, true);
  }

  /** Returns whether the message belongs into recall memory: somebody said it, and it has text. */
  boolean recalled() {
    boolean said = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    return said && !event && !message.text().isBlank();
  }
}
