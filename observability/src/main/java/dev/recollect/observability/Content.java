package dev.recollect.observability;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import java.util.List;

/** What is said and filed, as spans show it if they may: bounded, and as JSON where it is due. */
final class Content {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_CALLS = 32;

  private final boolean shown;
  private final int length;

  Content(Options options) {
    this.shown = options.content();
    this.length = options.contentLength();
  }

  /** Shows a text in a span, if it may. */
  void show(Operation operation, String key, String text) {
    if (shown) {
      operation.attribute(key, Texts.cut(text, length));
    }
  }

  /** Shows what a model or an agent answers, if it may. */
  void showAnswer(Operation operation, String text, List<ToolCall> calls, String finish) {
    if (shown) {
      operation.attribute(GenAi.OUTPUT_MESSAGES, message(text, calls, finish));
    }
  }

  private String message(String text, List<ToolCall> calls, String finish) {
    ArrayNode messages = JSON.createArrayNode();
    ObjectNode message = messages.addObject().put("role", "assistant");
    ArrayNode parts = message.putArray("parts");
    if (!text.isEmpty()) {
      parts.addObject().put("type", "text").put("content", Texts.cut(text, length));
    }
    calls.stream()
        .limit(MOST_CALLS)
        .forEach(call ->
            parts
                .addObject()
                .put("type", "tool_call")
                .put("id", Texts.name(call.id()))
                .put("name", Texts.name(call.name()))
                .put("arguments", Texts.cut(call.arguments(), length)));
    message.put("finish_reason", finish);
    return messages.toString();
  }

  /** Returns what a span shows of an error: all of it, or its type alone. */
  Throwable failure(String type, Throwable failure) {
    return shown ? failure : new OperationFailedException(type);
  }

  /** Returns why a model stopped, in the words of the conventions. */
  static String finish(ChatReply reply) {
    return switch (reply.finish()) {
      case COMPLETE -> reply.toolCalls().isEmpty() ? "stop" : "tool_call";
      case LENGTH -> "length";
      case FILTERED -> "content_filter";
    };
  }
}
