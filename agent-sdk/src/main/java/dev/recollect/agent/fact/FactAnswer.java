package dev.recollect.agent.fact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer about facts, read by strict rules: one JSON object by the schema, which may
 * stand in a code fence. A day is its beginning, UTC.
 */
final class FactAnswer {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern FENCE = Pattern.compile("(?s)\\s*```(?:json)?\\s*(.*?)\\s*```\\s*");
  private static final Set<String> REQUIRED = Set.of("sentence", "entity", "attribute", "value");
  private static final Set<String> OPTIONAL = Set.of("valid_from", "valid_to");

  /** What is wrong with an answer, for the model to read. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private FactAnswer() {}

  static List<Fact> parse(ChatReply reply) throws MalformedException {
    if (reply.finish() != ChatReply.Finish.COMPLETE || !reply.toolCalls().isEmpty()) {
      throw new MalformedException("the answer was cut off or called a tool");
    }
    JsonNode root = object(reply.text());
    requireKeys(root, Set.of("facts"), Set.of(), "the answer");
    JsonNode list = root.get("facts");
    if (!list.isArray() || list.size() > FactExtractor.FACTS) {
      throw new MalformedException(
          "facts must be an array of at most " + FactExtractor.FACTS + " objects");
    }
    List<Fact> facts = new ArrayList<>();
    for (JsonNode node : list) {
      facts.add(fact(node, "fact " + (facts.size() + 1)));
    }
    return List.copyOf(facts);
  }

  private static JsonNode object(String text) throws MalformedException {
    Matcher fenced = FENCE.matcher(text);
    try {
      JsonNode root = MAPPER.readTree(fenced.matches() ? fenced.group(1) : text);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new MalformedException("it is no JSON: " + e.getOriginalMessage());
    }
    throw new MalformedException("it is no JSON object");
  }

  private static void requireKeys(
      JsonNode node, Set<String> required, Set<String> optional, String what)
      throws MalformedException {
    if (!node.isObject()) {
      throw new MalformedException(what + " is no object");
    }
    for (String key : required) {
      if (!node.has(key)) {
        throw new MalformedException(what + " has no " + key);
      }
    }
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!required.contains(key) && !optional.contains(key)) {
        throw new MalformedException(what + " has an unknown key " + key);
      }
    }
  }

  private static Fact fact(JsonNode node, String what) throws MalformedException {
    requireKeys(node, REQUIRED, OPTIONAL, what);
    try {
      return Fact.builder(text(node, "sentence", what))
          .entity(text(node, "entity", what))
          .attribute(text(node, "attribute", what))
          .value(text(node, "value", what))
          .validFrom(moment(node, "valid_from", what))
          .validTo(moment(node, "valid_to", what))
          .build();
    } catch (MemoryException e) {
      throw new MalformedException(what + ": " + e.getMessage());
    }
  }

  private static String text(JsonNode node, String key, String what) throws MalformedException {
    if (!node.get(key).isTextual()) {
      throw new MalformedException(key + " of " + what + " is no text");
    }
    return node.get(key).textValue();
  }

  private static @Nullable Instant moment(JsonNode node, String key, String what)
      throws MalformedException {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    try {
      String text = value.isTextual() ? value.textValue() : "";
      return text.length() == "2026-01-01".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new MalformedException(
          key + " of " + what + " is no date (2026-01-31) or time (2026-01-31T12:00:00Z)");
    }
  }
}
