package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What JSON a tool's argument may be, as the JSON Schema of it. */
sealed interface RecordShape {

  /** Returns the JSON Schema. */
  ObjectNode schema();

  private static ObjectNode typed(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }

  /** A text. */
  record Text() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return typed("string");
    }
  }

  /** A text of a format, such as a day. */
  record Formatted(String format) implements RecordShape {
    @Override
    public ObjectNode schema() {
      return typed("string").put("format", format);
    }
  }

  /** A whole number; how many bits it may have is checked where it is bound. */
  record Whole() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return typed("integer");
    }
  }

  /** A number. */
  record Decimal() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return typed("number");
    }
  }

  /** True or false. */
  record Truth() implements RecordShape {
    @Override
    public ObjectNode schema() {
      return typed("boolean");
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("string");
      words.forEach(schema.putArray("enum")::add);
      return schema;
    }
  }

  /** A list, in which nothing may stand twice if it becomes a set. */
  record Sequence(RecordShape items, boolean unique) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("array");
      schema.set("items", items.schema());
      return unique ? schema.put("uniqueItems", true) : schema;
    }
  }

  /** An object whose names are the model's. */
  record Table(RecordShape values) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("object");
      schema.set("additionalProperties", values.schema());
      return schema;
    }
  }

  /** A field of an object. */
  record Field(RecordShape shape, boolean required, String description) {}

  /** An object with fields in order. */
  record Fields(Map<String, Field> fields) implements RecordShape {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("object");
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
  }
}
