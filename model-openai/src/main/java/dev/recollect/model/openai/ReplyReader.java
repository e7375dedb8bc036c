package dev.recollect.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;

/**
 * Reads chat completions as servers write them.
 *
 * <p>From the JSON and not through the client's types, because these insist on fields that other
 * servers leave out or fill with null.
 */
final class ReplyReader {

  private static final String EXPECTED = "a chat completion";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReplyReader() {}

  static ChatReply read(String answer, ErrorTranslator errors) {
    JsonNode root = parse(answer, EXPECTED, errors);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw errors.strange("an answer without a message", EXPECTED);
    }
    return reply(
        WireText.storable(WireText.of(message.path("content"))),
        WireText.storable(WireText.of(message.path("refusal"))),
        calls(message),
        finish(choice.path("finish_reason").asText("")),
        usage(root.path("usage")));
  }

  /** Puts a reply together; a refusal is what the model says when it says nothing else. */
  static ChatReply reply(
      String text, String refusal, CallList calls, ChatReply.Finish finish, Usage usage) {
    boolean refused = text.isEmpty() && !refusal.isEmpty();
    return new ChatReply(
        refused ? refusal : text,
        calls.calls(),
        refused ? ChatReply.Finish.FILTERED : finish,
        usage);
  }

  /**
   * Parses an answer.
   *
   * @throws ServerFault if it is no JSON, or says an error
   */
  static JsonNode parse(String answer, String expected, ErrorTranslator errors) {
    JsonNode root;
    try {
      root = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw errors.strange("something that is not JSON", expected);
    }
    JsonNode error = root.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw errors.said(error);
    }
    return root;
  }

  /** The old {@code function_call} counts only where there are no calls in the new form. */
  private static CallList calls(JsonNode message) {
    CallList calls = new CallList();
    for (JsonNode call : message.path("tool_calls")) {
      add(calls, call.path("id").asText(""), call.path("function"));
    }
    if (calls.isEmpty() && message.path("function_call").isObject()) {
      add(calls, "", message.path("function_call"));
    }
    return calls;
  }

  private static void add(CallList calls, String id, JsonNode function) {
    calls.add(id, function.path("name").asText(""), WireText.arguments(function.path("arguments")));
  }

  static ChatReply.Finish finish(String reason) {
    return switch (reason) {
      case "length" -> ChatReply.Finish.LENGTH;
      case "content_filter" -> ChatReply.Finish.FILTERED;
      default -> ChatReply.Finish.COMPLETE;
    };
  }

  static Usage usage(JsonNode usage) {
    return new Usage(
        Math.max(0, usage.path("prompt_tokens").asLong(0)),
        Math.max(0, usage.path("completion_tokens").asLong(0)));
  }
}
