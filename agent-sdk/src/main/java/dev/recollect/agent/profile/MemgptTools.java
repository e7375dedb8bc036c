package dev.recollect.agent.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.agent.text.Storable;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The arguments that MemGPT adds to those of each tool: {@code inner_thoughts} and {@code
 * request_heartbeat}. Arguments that are no JSON object are left as they are; their tool tells what
 * is wrong with them. Immutable.
 */
record MemgptTools(boolean thoughtsAreArguments) {

  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private static final String THOUGHTS = "inner_thoughts";
  private static final String HEARTBEAT = "request_heartbeat";

  /** Returns a tool as the model is told of it. */
  ToolSpec spec(ToolSpec plain) {
    ObjectNode schema = schema(plain);
    ObjectNode properties = schema.withObjectProperty("properties");
    ArrayNode required = schema.withArrayProperty("required");
    if (thoughtsAreArguments) {
      ObjectNode before = properties.deepCopy();
      properties.removeAll();
      properties.set(THOUGHTS, described("string", "What you think, for yourself alone."));
      properties.setAll(before);
      required.insert(0, THOUGHTS);
    }
    if (!HeartbeatTools.ENDING.contains(plain.name())) {
      String description =
          "Whether to be woken at once after the call, to call another function or to send a message.";
      properties.set(HEARTBEAT, described("boolean", description));
      required.add(HEARTBEAT);
    }
    return new ToolSpec(plain.name(), plain.description(), schema.toString());
  }

  private static ObjectNode schema(ToolSpec plain) {
    return object(plain.parameters())
        .orElseThrow(() ->
            MemoryException.invalid(
                "the parameters of tool '"
                    + plain.name()
                    + "' must be a JSON Schema of type object"));
  }

  private static ObjectNode described(String type, String description) {
    return MAPPER.createObjectNode().put("type", type).put("description", description);
  }

  /** Returns a message that calls with its text where the model writes its thoughts. */
  Message thinking(Message message) {
    if (!thoughtsAreArguments) {
      return message;
    }
    List<ToolCall> calls =
        message.toolCalls().stream()
            .map(call -> edited(call, arguments -> led(arguments, message.text())))
            .toList();
    return Message.builder(message.role(), "", message.createdAt())
        .toolCalls(calls)
        .references(message.references())
        .build();
  }

  private static ObjectNode led(ObjectNode arguments, String thought) {
    ObjectNode led = MAPPER.createObjectNode().put(THOUGHTS, thought);
    led.setAll(arguments);
    return led;
  }

  static Optional<String> thought(ToolCall call) {
    return object(call.arguments())
        .map(arguments -> arguments.path(THOUGHTS))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .map(Storable::of);
  }

  static ToolCall withoutThought(ToolCall call) {
    return edited(call, arguments -> without(arguments, THOUGHTS));
  }

  static ToolCall withoutHeartbeat(ToolCall call) {
    return edited(call, arguments -> without(arguments, HEARTBEAT));
  }

  private static ObjectNode without(ObjectNode arguments, String name) {
    arguments.remove(name);
    return arguments;
  }

  /** Anything but true is false, as in MemGPT. */
  static boolean asksForHeartbeat(ToolCall call) {
    return !HeartbeatTools.ENDING.contains(call.name())
        && object(call.arguments())
            .filter(arguments -> arguments.path(HEARTBEAT).isBoolean())
            .filter(arguments -> arguments.path(HEARTBEAT).booleanValue())
            .isPresent();
  }

  private static ToolCall edited(ToolCall call, UnaryOperator<ObjectNode> edit) {
    return object(call.arguments())
        .map(edit)
        .map(arguments -> storable(call, arguments))
        .orElse(call);
  }

  /** What was escaped is written as it is, and then no store may keep it. */
  private static ToolCall storable(ToolCall call, ObjectNode arguments) {
    return new ToolCall(call.id(), call.name(), Storable.of(arguments.toString()));
  }

  private static Optional<ObjectNode> object(String json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
