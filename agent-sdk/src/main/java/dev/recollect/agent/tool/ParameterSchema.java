package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of a memory tool's arguments. Not thread-safe. */
final class ParameterSchema {

  private final ObjectNode root = Json.MAPPER.createObjectNode().put("type", "object");
  private final ObjectNode properties = root.putObject("properties");
  private final com.fasterxml.jackson.databind.node.ArrayNode required = root.putArray("required");

  ParameterSchema text(String name, String description) {
    properties.putObject(name).put("type", "string").put("description", description);
    required.add(name);
    return this;
  }

  ParameterSchema whole(String name, String description) {
    properties.putObject(name).put("type", "integer").put("description", description);
    required.add(name);
    return this;
  }

  ParameterSchema page() {
    properties
        .putObject("page")
        .put("type", "integer")
        .put("description", "Which page of results, from 0, which is also taken if none is given.");
    return this;
  }

  String json() {
    return root.toString();
  }
}
