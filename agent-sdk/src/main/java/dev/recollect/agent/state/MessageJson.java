package dev.recollect.agent.state;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link StoredMessage} as it stands in JSON; what was stored without {@code event} is none, what
 * was stored without {@code inner} begins an exchange.
 */
record MessageJson(
    Role role,
    String text,
    @Nullable String name,
    List<ToolCall> calls,
    @Nullable String callId,
    List<Reference> references,
    Instant at,
    boolean event,
    boolean inner,
    @Nullable String sent,
    @Nullable Integer shown) {

  /**
   * A value of the state store is bounded, and what a result rests on is found again by a search.
   */
  private static final int REFERENCES = 300_000;

  static MessageJson of(StoredMessage stored) {
    Message message = stored.message();
    return new MessageJson(
        message.role(),
        message.text(),
        message.name().orElse(null),
        message.toolCalls(),
        message.toolCallId().orElse(null),
        bounded(message.references(), REFERENCES),
        message.createdAt(),
        stored.event(),
        stored.kind() == StoredMessage.Kind.INNER_EVENT,
        stored.sent(),
        stored.whole() ? null : stored.shown());
  }

  /** Returns as many references, best first, as have at most the given characters, about. */
  static List<Reference> bounded(List<Reference> references, int characters) {
    List<Reference> kept = new ArrayList<>();
    int size = 0;
    for (Reference reference : references) {
      size += StateJson.size(reference);
      if (size > characters) {
        break;
      }
      kept.add(reference);
    }
    return kept;
  }

  StoredMessage toMessage() {
    Message.Builder builder =
        Message.builder(role, text, at).toolCalls(calls).references(references);
    if (name != null) {
      builder.name(name);
    }
    if (callId != null) {
      builder.toolCallId(callId);
    }
    return new StoredMessage(builder.build(), kind(), sent, shown == null ? -1 : shown);
  }

  private StoredMessage.Kind kind() {
    if (!event) {
      return StoredMessage.Kind.SAID;
    }
    return inner ? StoredMessage.Kind.INNER_EVENT : StoredMessage.Kind.EVENT;
  }
}
