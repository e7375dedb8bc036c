package dev.recollect.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionSystemMessageParam;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.model.openai.Dialect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes our requests as chat completions. Thread-safe. */
final class RequestWriter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What OpenAI refuses in a speaker's name. */
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\s<|\\\\/>]+");

  private static final int NAME_LENGTH = 64;

  private final String model;
  private final boolean readsArguments;

  /**
   * Creates a writer.
   *
   * @param model what the server calls the model
   * @param readsArguments whether the server reads the arguments of earlier calls, and refuses a
   *     conversation with ones that are no JSON
   */
  RequestWriter(String model, boolean readsArguments) {
    this.model = model;
    this.readsArguments = readsArguments;
  }

  ChatCompletionCreateParams write(ChatRequest request, Dialect dialect) {
    if (request.messages().isEmpty()) {
      throw MemoryException.invalid("the request has no messages; a model needs at least one");
    }
    ChatCompletionCreateParams.Builder parameters =
        ChatCompletionCreateParams.builder().model(model);
    joinSystem(request.messages()).forEach(message -> add(parameters, message));
    request.tools().forEach(tool -> parameters.addTool(tool(tool)));
    request.maximumAnswerTokens().ifPresent(tokens -> bound(parameters, tokens, dialect));
    if (!request.tools().isEmpty() && dialect.sends(Parameter.PARALLEL_TOOL_CALLS)) {
      request.parallelToolCalls().ifPresent(parameters::parallelToolCalls);
    }
    if (dialect.sends(Parameter.STREAM) && dialect.sends(Parameter.STREAM_OPTIONS)) {
      parameters.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    }
    return parameters.build();
  }

  /** Joins neighbouring system messages: the templates of many servers take one, at the start. */
  private static List<Message> joinSystem(List<Message> messages) {
    List<Message> joined = new ArrayList<>();
    for (Message message : messages) {
      Message last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.role() == Role.SYSTEM && message.role() == Role.SYSTEM) {
        String text = last.text() + "\n\n" + message.text();
        joined.set(joined.size() - 1, Message.of(Role.SYSTEM, text, last.createdAt()));
      } else {
        joined.add(message);
      }
    }
    return joined;
  }

  // OpenAI's newer models refuse the old name, most other servers know no other.
  private static void bound(
      ChatCompletionCreateParams.Builder parameters, int tokens, Dialect dialect) {
    if (dialect.sends(Parameter.MAX_COMPLETION_TOKENS)) {
      parameters.maxCompletionTokens(tokens);
    } else {
      parameters.putAdditionalBodyProperty("max_tokens", JsonValue.from(tokens));
    }
  }

  private void add(ChatCompletionCreateParams.Builder parameters, Message message) {
    switch (message.role()) {
      case SYSTEM ->
          parameters.addMessage(
              ChatCompletionSystemMessageParam.builder().content(message.text()).build());
      case USER -> parameters.addMessage(user(message));
      case ASSISTANT -> parameters.addMessage(assistant(message));
      case TOOL -> parameters.addMessage(result(message));
    }
  }

  private static ChatCompletionUserMessageParam user(Message message) {
    ChatCompletionUserMessageParam.Builder user =
        ChatCompletionUserMessageParam.builder().content(message.text());
    message.name().map(RequestWriter::wireName).ifPresent(user::name);
    return user.build();
  }

  private static String wireName(String name) {
    String allowed = NOT_IN_NAMES.matcher(name).replaceAll("_");
    return allowed.length() <= NAME_LENGTH ? allowed : allowed.substring(0, NAME_LENGTH);
  }

  private ChatCompletionAssistantMessageParam assistant(Message message) {
    ChatCompletionAssistantMessageParam.Builder assistant =
        ChatCompletionAssistantMessageParam.builder();
    if (!message.text().isEmpty() || message.toolCalls().isEmpty()) {
      assistant.content(message.text());
    } else {
      // Null and not absent: some servers ask for the field.
      assistant.content(Optional.empty());
    }
    message.toolCalls().forEach(call -> assistant.addToolCall(call(call)));
    return assistant.build();
  }

  private ChatCompletionMessageFunctionToolCall call(ToolCall call) {
    return ChatCompletionMessageFunctionToolCall.builder()
        .id(CallIds.onTheWire(call.id()))
        .function(
            ChatCompletionMessageFunctionToolCall.Function.builder()
                .name(call.name())
                .arguments(readsArguments ? readable(call.arguments()) : call.arguments())
                .build())
        .build();
  }

  /** Returns arguments that a server can read: an object, in which what is none stands as text. */
  private static String readable(String arguments) {
    try {
      if (JSON.readTree(arguments).isObject()) {
        return arguments;
      }
    } catch (JsonProcessingException e) {
      // As below.
    }
    return JSON.createObjectNode().put("malformed", arguments).toString();
  }

  private static ChatCompletionToolMessageParam result(Message message) {
    String id =
        message
            .toolCallId()
            .orElseThrow(
                () -> MemoryException.invalid("a tool message names no call that it answers"));
    return ChatCompletionToolMessageParam.builder()
        .toolCallId(CallIds.onTheWire(id))
        .content(message.text())
        .build();
  }

  private static ChatCompletionFunctionTool tool(ToolSpec spec) {
    FunctionParameters.Builder parameters = FunctionParameters.builder();
    schema(spec)
        .forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name(spec.name())
                .description(spec.description())
                .parameters(parameters.build())
                .build())
        .build();
  }

  private static Map<String, Object> schema(ToolSpec spec) {
    try {
      return JSON.readValue(spec.parameters(), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw MemoryException.invalid(
          "the parameters of tool '"
              + spec.name()
              + "' must be a JSON Schema of type object: "
              + e.getOriginalMessage());
    }
  }
}
