package dev.recollect.agent.tool;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What a schema of arguments must be beyond what the specification of JSON Schema asks. */
final class SchemaRules {

  /** Keywords whose value maps names to schemas. */
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  /** Keywords whose value is a schema, or a list of them. */
  private static final Set<String> SCHEMAS =
      Set.of(
          "items",
          "prefixItems",
          "additionalItems",
          "additionalProperties",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contains",
          "propertyNames",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else");

  /** Keywords that apply to the very value that the schema around them applies to. */
  private static final Set<String> IN_PLACE =
      Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  private SchemaRules() {}

  /**
   * Reads the schema of a tool's arguments.
   *
   * @throws BadArgumentsException if it is none of an object, refers to something outside itself or
   *     to itself without end
   */
  static ObjectNode arguments(String text) {
    ObjectNode root = requireObject(text);
    String type = root.path("type").asText("object");
    if (!type.equals("object")) {
      throw new BadArgumentsException("'type' is '" + type + "'; arguments are an object");
    }
    IdentityHashMap<JsonNode, Boolean> seen = new IdentityHashMap<>();
    each(
        "",
        root,
        (place, schema) -> {
          for (String keyword : REFERENCES) {
            if (schema.hasNonNull(keyword)) {
              requireInside(place, root, keyword, schema.path(keyword));
            }
          }
          requireEnd(place, root, schema, seen);
        });
    return root;
  }

  private static ObjectNode requireObject(String text) {
    JsonNode root = text.isBlank() ? Json.MAPPER.missingNode() : parsed(text);
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw new BadArgumentsException(
        "it must be a JSON object such as {\"type\":\"object\",\"properties\":{…}}");
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.read(text);
    } catch (BadArgumentsException e) {
      throw new BadArgumentsException(
          String.valueOf(e.getMessage()).replace("the arguments are no JSON object", "no JSON"), e);
    }
  }

  private static void requireInside(
      String place, ObjectNode root, String keyword, JsonNode reference) {
    String to = reference.asText();
    if (!to.startsWith("#")) {
      throw new BadArgumentsException(
          "'"
              + inside(place, keyword)
              + "' is '"
              + to
              + "'; nothing outside is read, so it must begin with #, such as #/$defs/name");
    }
    if (to.startsWith("#/") && target(root, to).isMissingNode()) {
      throw new BadArgumentsException(
          "'" + inside(place, keyword) + "' is '" + to + "', and there is nothing there");
    }
  }

  /** Returns where a reference leads; missing if that is nowhere. */
  static JsonNode target(JsonNode root, String reference) {
    if (!reference.equals("#") && !reference.startsWith("#/")) {
      return Json.MAPPER.missingNode();
    }
    String pointer =
        URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    return root.at(JsonPointer.compile(pointer));
  }

  /**
   * A schema that is reached from itself for the same value can never be checked.
   *
   * @param seen the schemas met so far, and whether their way has come to its end
   */
  private static void requireEnd(
      String place, ObjectNode root, JsonNode schema, IdentityHashMap<JsonNode, Boolean> seen) {
    Boolean ended = seen.putIfAbsent(schema, false);
    if (ended == null) {
      inPlace(root, schema).forEach(next -> requireEnd(place, root, next, seen));
      seen.put(schema, true);
    } else if (!ended) {
      throw new BadArgumentsException(
          "'" + (place.isEmpty() ? "$ref" : place) + "' refers to itself without end");
    }
  }

  private static List<JsonNode> inPlace(ObjectNode root, JsonNode schema) {
    List<JsonNode> next = new ArrayList<>();
    for (String keyword : IN_PLACE) {
      JsonNode value = schema.path(keyword);
      if (value.isArray()) {
        value.forEach(next::add);
      } else if (value.isObject()) {
        next.add(value);
      }
    }
    if (schema.path("$ref").isTextual()) {
      next.add(target(root, schema.path("$ref").asText()));
    }
    return next.stream().filter(JsonNode::isObject).toList();
  }

  /** Returns the schema with {@code nullable} in JSON Schema's own words, and without its id. */
  static ObjectNode normalised(ObjectNode root) {
    ObjectNode copy = root.deepCopy();
    copy.remove(List.of("$id", "id"));
    each("", copy, (place, schema) -> allowNull(schema));
    return copy;
  }

  private static void allowNull(ObjectNode schema) {
    if (!schema.path("nullable").isBoolean() || !schema.path("nullable").booleanValue()) {
      return;
    }
    if (schema.path("type").isTextual()) {
      String type = schema.path("type").textValue();
      schema.putArray("type").add(type).add("null");
    }
    if (schema.path("enum") instanceof ArrayNode words) {
      words.addNull();
    }
  }

  /** Visits a schema and all schemas in it. */
  private static void each(
      String place, ObjectNode schema, BiConsumer<String, ObjectNode> visitor) {
    visitor.accept(place, schema);
    schema
        .properties()
        .forEach(entry -> {
          String inner = inside(place, entry.getKey());
          if (MAPS.contains(entry.getKey())) {
            entry
                .getValue()
                .properties()
                .forEach(named -> visit(inside(inner, named.getKey()), named.getValue(), visitor));
          } else if (SCHEMAS.contains(entry.getKey())) {
            visit(inner, entry.getValue(), visitor);
          }
        });
  }

  private static void visit(String place, JsonNode value, BiConsumer<String, ObjectNode> visitor) {
    if (value instanceof ObjectNode schema) {
      each(place, schema, visitor);
    } else if (value.isArray()) {
      for (int index = 0; index < value.size(); index++) {
        visit(place + "[" + index + "]", value.get(index), visitor);
      }
    }
  }

  private static String inside(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
