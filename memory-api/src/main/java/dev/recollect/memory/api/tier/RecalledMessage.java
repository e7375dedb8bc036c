package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.conversation.Message;
import java.time.Instant;

/**
 * A message in recall memory.
 *
 * @param conversation id of its conversation
 * @param sequence its place there, from 1
 * @param message what was said
 */
public record RecalledMessage(String conversation, long sequence, Message message)
    implements MemoryItem {

  @Override
  public String id() {
    return conversation + "/" + sequence;
  }

  @Override
  public String text() {
    return message.text();
  }

  @Override
  public Instant occurredAt() {
    return message.createdAt();
  }
}
