package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which kinds of values a schema asks, as far as it says so plainly.
 *
 * @param schema the schema, after references and a choice between it and null
 * @param types the types it names; empty if it names none
 */
record Kinds(JsonNode schema, Set<String> types) {

  /** References that are followed for one schema. */
  private static final int FOLLOWED = 20;

  static Kinds of(JsonNode root, JsonNode asked) {
    Set<String> types = new LinkedHashSet<>();
    JsonNode schema = asked;
    for (int step = 0; step < FOLLOWED; step++) {
      JsonNode inner = orNull(schema);
      if (!inner.isMissingNode()) {
        types.add("null");
        schema = inner;
      } else if (schema.path("$ref").isTextual()) {
        schema = SchemaRules.target(root, schema.path("$ref").asText());
      } else {
        break;
      }
    }
    Set<String> named = types(schema);
    return new Kinds(schema, named.isEmpty() ? Set.of() : union(types, named));
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> union = new LinkedHashSet<>(left);
    union.addAll(right);
    return union;
  }

  /** Returns the other one of a choice of two of which one is null. */
  private static JsonNode orNull(JsonNode schema) {
    JsonNode choice = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    if (choice.size() == 2) {
      for (int index = 0; index < 2; index++) {
        if (choice.path(index).path("type").asText().equals("null")) {
          return choice.path(1 - index);
        }
      }
    }
    return choice.path(Integer.MAX_VALUE);
  }

  private static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      return Set.of(type.textValue());
    }
    return StreamSupport.stream(type.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns whether a value of a type may be given; true if no type is named. */
  boolean allows(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** Returns whether a value of a type is refused for certain. */
  boolean excludes(String type) {
    return !allows(type);
  }

  /** Returns whether values of one type alone, or null, may be given. */
  boolean only(String type) {
    return types.contains(type)
        && types.stream().allMatch(named -> named.equals(type) || named.equals("null"));
  }
}
