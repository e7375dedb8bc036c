package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.core.internal.NearestName;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What JSON a tool's argument may be: writes the JSON Schema of it and checks values against it.
 */
sealed interface RecordShape {

  /** Returns the JSON Schema. */
  ObjectNode schema();

  /**
   * Checks a value.
   *
   * @param path where it stands, for the message
   * @throws BadArgumentsException naming the place and what belongs there
   */
  void check(String path, JsonNode value);

  private static BadArgumentsException wrong(String path, JsonNode value, String right) {
    String shown = value.toString();
    String short100 = shown.length() <= 100 ? shown : shown.substring(0, 100) + "…";
    return new BadArgumentsException("'" + path + "' is " + short100 + "; it must be " + right);
  }

  /** A text. */
  record Text() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return Json.MAPPER.createObjectNode().put("type", "string");
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isTextual()) {
        throw wrong(path, value, "a text in quotes");
      }
    }
  }

  /** A whole number of 32 or 64 bits. */
  record Whole(boolean isLong) implements RecordShape {
    @Override
    public ObjectNode schema() {
      return Json.MAPPER.createObjectNode().put("type", "integer");
    }

    @Override
    public void check(String path, JsonNode value) {
      boolean fits = isLong ? value.canConvertToLong() : value.canConvertToInt();
      if (!value.isIntegralNumber() || !fits) {
        throw wrong(path, value, "a whole number of at most " + (isLong ? 64 : 32) + " bits");
      }
    }
  }

  /** A number. */
  record Decimal() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return Json.MAPPER.createObjectNode().put("type", "number");
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isNumber()) {
        throw wrong(path, value, "a number");
      }
    }
  }

  /** True or false. */
  record Truth() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return Json.MAPPER.createObjectNode().put("type", "boolean");
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isBoolean()) {
        throw wrong(path, value, "true or false");
      }
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = new Text().schema();
      words.forEach(schema.putArray("enum")::add);
      return schema;
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isTextual() || !words.contains(value.textValue())) {
        throw wrong(path, value, "one of " + words);
      }
    }
  }

  /** A list. */
  record Sequence(RecordShape items) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "array");
      schema.set("items", items.schema());
      return schema;
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isArray()) {
        throw wrong(path, value, "a list");
      }
      for (int index = 0; index < value.size(); index++) {
        items.check(path + "[" + index + "]", value.get(index));
      }
    }
  }

  /** A field of an object. */
  record Field(RecordShape shape, boolean required, String description) {}

  /** An object with fields in order. */
  record Fields(Map<String, Field> fields) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      fields.forEach((name, field) -> properties.set(name, described(field)));
      var required = schema.putArray("required");
      fields.forEach((name, field) -> {
        if (field.required()) {
          required.add(name);
        }
      });
      return schema.put("additionalProperties", false);
    }

    private static ObjectNode described(Field field) {
      ObjectNode schema = field.shape().schema();
      return field.description().isEmpty()
          ? schema
          : schema.put("description", field.description());
    }

    @Override
    public void check(String path, JsonNode value) {
      if (!value.isObject()) {
        throw wrong(path, value, "an object with the fields " + fields.keySet());
      }
      requireKnown(path, value);
      fields.forEach((name, field) -> check(inside(path, name), field, value.path(name)));
    }

    private static void check(String path, Field field, JsonNode value) {
      boolean absent = value.isMissingNode() || value.isNull();
      if (absent && field.required()) {
        throw new BadArgumentsException("'" + path + "' is missing");
      }
      if (!absent) {
        field.shape().check(path, value);
      }
    }

    private void requireKnown(String path, JsonNode value) {
      for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!fields.containsKey(name)) {
          throw new BadArgumentsException(
              "there is no '"
                  + inside(path, name)
                  + "'."
                  + NearestName.hint(fields.keySet(), name));
        }
      }
    }

    private static String inside(String path, String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }
}
