package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Puts right what models write beside the form that was asked, where one thing alone can be meant.
 * The rules stand in docs/tools.md, and there are no others; what they do not cover is answered
 * with an explanation. Arguments that fit their schema are never touched.
 */
final class ArgumentRepair {

  /** Longest arguments that are read, in characters. */
  static final int LONGEST = 1_000_000;

  /** Largest exponent of a number: that of a double. */
  private static final int MAGNITUDE = 400;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

  private final JsonNode root;

  /** Creates the repair of arguments of a schema. */
  ArgumentRepair(JsonNode root) {
    this.root = root;
  }

  /**
   * Returns the object that a text holds. An empty text is an empty object; control characters may
   * stand in strings as they are; a code fence around the object, and quotes around it (JSON in
   * JSON), are taken off.
   *
   * @throws BadArgumentsException saying where the text ceases to be an object
   */
  static ObjectNode parse(String text) {
    if (text.length() > LONGEST) {
      throw new BadArgumentsException(
          "the arguments have " + text.length() + " characters; at most " + LONGEST + " are read");
    }
    JsonNode node = unquoted(unfenced(text));
    if (node instanceof ObjectNode object) {
      requireFinite("", object);
      return object;
    }
    throw new BadArgumentsException("the arguments are no JSON object but " + node.getNodeType());
  }

  private static String unfenced(String text) {
    String bare = text.strip();
    if (!bare.startsWith("```") || !bare.endsWith("```") || bare.length() < 6) {
      return bare;
    }
    String inner = bare.substring(3, bare.length() - 3);
    return inner.replaceFirst("^[A-Za-z0-9]{0,10}\\s", "").strip();
  }

  private static JsonNode unquoted(String text) {
    JsonNode node = text.isEmpty() ? JsonNodeFactory.instance.objectNode() : Json.read(text);
    boolean object = node.isTextual() && node.textValue().strip().startsWith("{");
    return object ? Json.read(node.textValue().strip()) : node;
  }

  private static void requireFinite(String path, JsonNode value) {
    if (value.isBigDecimal()
        && Math.abs((long) value.decimalValue().precision() - value.decimalValue().scale())
            > MAGNITUDE) {
      throw new BadArgumentsException(
          "the number "
              + value
              + (path.isEmpty() ? "" : " in '" + path + "'")
              + " is out of all"
              + " range; numbers lie between -1e308 and 1e308");
    }
    value.properties().forEach(entry -> requireFinite(entry.getKey(), entry.getValue()));
    if (value.isArray()) {
      value.forEach(item -> requireFinite(path, item));
    }
  }

  /** Returns a value as the schema wants it, as far as the rules go. */
  JsonNode repaired(JsonNode value) {
    return repaired(root, value, true);
  }

  private JsonNode repaired(JsonNode asked, JsonNode value, boolean wrap) {
    Kinds kinds = Kinds.of(root, asked);
    JsonNode fitting = scalar(kinds, value);
    if (fitting instanceof ObjectNode object) {
      return kinds.allows("object") ? fields(kinds.schema(), object) : wrapped(kinds, object, wrap);
    }
    if (fitting instanceof ArrayNode list) {
      return items(kinds.schema(), list);
    }
    return wrapped(kinds, fitting, wrap);
  }

  private JsonNode scalar(Kinds kinds, JsonNode value) {
    if (value.isTextual() && !kinds.allows("string")) {
      return unquoted(kinds, value.textValue().strip()).orElse(value);
    }
    if (value.isTextual()) {
      return word(kinds.schema().path("enum"), value.textValue()).orElse(value);
    }
    if (value.isBigDecimal() && kinds.only("integer")) {
      return Numbers.whole(value).orElse(value);
    }
    return value;
  }

  /** A number, a truth value, an object or a list that stands in quotes. */
  private static Optional<JsonNode> unquoted(Kinds kinds, String text) {
    if (kinds.only("integer") || kinds.only("number")) {
      Optional<JsonNode> number =
          NUMBER.matcher(text).matches() ? Optional.of(Json.read(text)) : Optional.empty();
      return kinds.only("integer") ? number.flatMap(Numbers::whole) : number;
    }
    if (kinds.only("boolean")) {
      String lower = text.toLowerCase(Locale.ROOT);
      return lower.matches("true|false")
          ? Optional.of(JsonNodeFactory.instance.booleanNode(lower.equals("true")))
          : Optional.empty();
    }
    boolean structure =
        (kinds.only("object") && text.startsWith("{"))
            || (kinds.only("array") && text.startsWith("["));
    return structure ? structure(text) : Optional.empty();
  }

  private static Optional<JsonNode> structure(String text) {
    try {
      JsonNode node = Json.read(text);
      requireFinite("", node);
      return Optional.of(node);
    } catch (BadArgumentsException e) {
      return Optional.empty();
    }
  }

  /** The one word of an enumeration that differs in upper and lower case alone. */
  private static Optional<JsonNode> word(JsonNode words, String given) {
    List<JsonNode> same =
        StreamSupport.stream(words.spliterator(), false)
            .filter(word -> word.isTextual() && word.textValue().equalsIgnoreCase(given.strip()))
            .toList();
    boolean exact = same.stream().anyMatch(word -> word.textValue().equals(given));
    return same.size() == 1 && !exact ? Optional.of(same.getFirst()) : Optional.empty();
  }

  /** A single value where a list is wanted; once, for a list of lists is not guessed. */
  private JsonNode wrapped(Kinds kinds, JsonNode value, boolean wrap) {
    if (!wrap || !kinds.only("array") || value.isNull()) {
      return value;
    }
    JsonNode item = repaired(kinds.schema().path("items"), value, false);
    return JsonNodeFactory.instance.arrayNode().add(item);
  }

  private ArrayNode items(JsonNode schema, ArrayNode list) {
    ArrayNode repaired = JsonNodeFactory.instance.arrayNode();
    list.forEach(item -> repaired.add(repaired(schema.path("items"), item, true)));
    return repaired;
  }

  private ObjectNode fields(JsonNode schema, ObjectNode object) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode repaired = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(entry -> {
          JsonNode asked = schema.path("properties").path(entry.getKey());
          boolean known = !asked.isMissingNode();
          JsonNode field = known ? asked : schema.path("additionalProperties");
          boolean absent =
              entry.getValue().isNull()
                  && known
                  && !required.contains(entry.getKey())
                  && Kinds.of(root, asked).excludes("null");
          if (!absent) {
            repaired.set(entry.getKey(), repaired(field, entry.getValue(), true));
          }
        });
    return repaired;
  }
}
