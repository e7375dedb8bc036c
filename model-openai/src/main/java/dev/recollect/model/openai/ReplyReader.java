package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads chat completions as servers write them.
 *
 * <p>From the JSON and not through the client's types, because these insist on fields that other
 * servers leave out or fill with null.
 */
final class ReplyReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReplyReader() {}

  static ChatReply read(byte[] answer, Endpoint endpoint) {
    JsonNode root = parse(answer, endpoint);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw strange(endpoint, "an answer without a message");
    }
    String text = text(message.path("content"));
    String refusal = text(message.path("refusal"));
    boolean refused = text.isEmpty() && !refusal.isEmpty();
    return new ChatReply(
        refused ? refusal : text,
        toolCalls(message),
        refused ? ChatReply.Finish.FILTERED : finish(choice),
        usage(root.path("usage")));
  }

  private static JsonNode parse(byte[] answer, Endpoint endpoint) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw strange(endpoint, "something that is not JSON");
    }
  }

  private static MemoryException strange(Endpoint endpoint, String what) {
    return new MemoryException(
        ErrorKind.UNAVAILABLE,
        endpoint
            + " sent "
            + what
            + "; a chat completion was expected, so check that model.openai.url leads to an"
            + " OpenAI-compatible API (it mostly ends in /v1)");
  }

  /** Content is text, null, or a list of parts of which some are text. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return storable(content.asText(""));
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return storable(text.toString());
  }

  /** The old {@code function_call} counts only where there are no calls in the new form. */
  private static List<ToolCall> toolCalls(JsonNode message) {
    List<ToolCall> calls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode call : message.path("tool_calls")) {
      add(calls, ids, call.path("id").asText(""), call.path("function"));
    }
    if (calls.isEmpty() && message.path("function_call").isObject()) {
      add(calls, ids, "", message.path("function_call"));
    }
    return calls;
  }

  private static void add(List<ToolCall> calls, Set<String> ids, String id, JsonNode function) {
    String unique = storable(id);
    if (unique.isEmpty() || !ids.add(unique)) {
      unique = unique + "call_" + calls.size();
      ids.add(unique);
    }
    calls.add(
        new ToolCall(unique, storable(function.path("name").asText("")), arguments(function)));
  }

  /** Arguments are JSON in a text; some servers write the object itself, or nothing for none. */
  private static String arguments(JsonNode function) {
    JsonNode arguments = function.path("arguments");
    String json = arguments.isContainerNode() ? arguments.toString() : arguments.asText("");
    return json.isBlank() ? "{}" : storable(json);
  }

  private static ChatReply.Finish finish(JsonNode choice) {
    return switch (choice.path("finish_reason").asText("")) {
      case "length" -> ChatReply.Finish.LENGTH;
      case "content_filter" -> ChatReply.Finish.FILTERED;
      default -> ChatReply.Finish.COMPLETE;
    };
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        Math.max(0, usage.path("prompt_tokens").asLong(0)),
        Math.max(0, usage.path("completion_tokens").asLong(0)));
  }

  /** JSON can spell what no store keeps: U+0000 and unpaired surrogates. */
  private static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isSurrogate(point) ? 0xFFFD : point)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
