package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.WholeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a message lies in records and comes back: role, speaker, conversation and tool calls in the
 * payload, time and place in their own fields.
 *
 * <p>Tool calls that do not fit beside the rest of the payload are left out; they are not searched.
 */
final class MessageRecords {

  private static final int TOOL_CALL_BYTES = 12 * 1024;

  private MessageRecords() {}

  static String id(String conversation, long sequence) {
    return conversation + "/" + sequence;
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether recall memory keeps a message. */
  static boolean belongs(Message message) {
    boolean spoken = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    return spoken && !message.text().isBlank();
  }

  /** Returns what is put before each part of a message before it is embedded and analysed. */
  static String prefix(Message message) {
    return prefix(message.name());
  }

  /** As {@link #prefix(Message)}, by the speaker's name. */
  static String prefix(Optional<String> speaker) {
    return speaker.map(name -> name + ": ").orElse("");
  }

  static Payload payload(RecalledMessage recalled) {
    Message message = recalled.message();
    Payload.Builder payload =
        Payload.builder()
            .put(PayloadKeys.CONVERSATION, recalled.conversation())
            .put(PayloadKeys.ROLE, name(message.role()));
    message.name().ifPresent(name -> payload.put(PayloadKeys.SPEAKER, name));
    PayloadValue calls = PayloadValue.of(flat(message.toolCalls()));
    if (!message.toolCalls().isEmpty() && calls.bytes() <= TOOL_CALL_BYTES) {
      payload.put(PayloadKeys.TOOL_CALLS, calls);
    }
    return payload.build();
  }

  private static List<String> flat(List<ToolCall> calls) {
    List<String> flat = new ArrayList<>();
    calls.forEach(call -> flat.addAll(List.of(call.id(), call.name(), call.arguments())));
    return flat;
  }

  static RecalledMessage message(WholeRecord whole) {
    MemoryRecord first = whole.first();
    Payload payload = first.payload();
    Role role =
        Role.valueOf(payload.text(PayloadKeys.ROLE).orElse("user").toUpperCase(Locale.ROOT));
    Message.Builder message =
        Message.builder(role, whole.text(), first.occurredAt()).toolCalls(calls(payload));
    payload.text(PayloadKeys.SPEAKER).ifPresent(message::name);
    String conversation = payload.text(PayloadKeys.CONVERSATION).orElse("");
    return new RecalledMessage(conversation, first.sequence().orElse(0), message.build());
  }

  private static List<ToolCall> calls(Payload payload) {
    List<ToolCall> calls = new ArrayList<>();
    if (payload.get(PayloadKeys.TOOL_CALLS).orElse(null)
        instanceof PayloadValue.TextList(List<String> flat)) {
      for (int index = 0; index + 2 < flat.size(); index += 3) {
        calls.add(new ToolCall(flat.get(index), flat.get(index + 1), flat.get(index + 2)));
      }
    }
    return calls;
  }
}
