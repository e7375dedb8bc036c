package dev.recollect.agent.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Reads results of tools in MemGPT's form and writes arguments. */
final class ToolResults {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ToolResults() {}

  /** Returns the message of a result with the status Failed; empty for another or unknown form. */
  static Optional<String> failure(String text) {
    try {
      JsonNode result = MAPPER.readTree(text);
      boolean failed = result.path("status").asText("").equals("Failed");
      return failed ? Optional.of(result.path("message").asText("")) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns arguments as JSON text, in the order of the map. */
  static String arguments(Map<String, ?> arguments) {
    ObjectNode object = MAPPER.createObjectNode();
    arguments.forEach((name, value) -> object.set(name, MAPPER.valueToTree(value)));
    return object.toString();
  }
}
