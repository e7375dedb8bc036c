package dev.recollect.agent.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The shape of an answer that is a record: the schema that a model is shown, and the reader of what
 * it answered. Immutable and thread-safe.
 *
 * <p>An answer is read if it is the object, if a code fence stands around it, or if it stands in
 * prose that holds no other object. What does not fit then is repaired by the rules for arguments
 * of tools, or not at all.
 */
public final class AnswerShape<T extends Record> {

  /** Longest answer that is searched for an object, in characters. */
  static final int LONGEST = 200_000;

  /** Braces that are tried as the beginning of an object. */
  private static final int TRIED = 200;

  /** What begins as an object does and could not be read as one. */
  private static final Pattern BROKEN = Pattern.compile("\\{\\s{0,100}\"");

  private static final ObjectReader VALUE =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Class<T> type;
  private final String schema;
  private final ArgumentReader reader;

  private AnswerShape(Class<T> type, ObjectNode schema) {
    this.type = type;
    this.schema = schema.toString();
    this.reader = new ArgumentReader(() -> JsonSchema.trusted(schema));
  }

  /**
   * Returns the shape of answers that are a record.
   *
   * @param type the record; its components may be what those of a {@link RecordTool} may be
   * @param descriptions gives what the model is told of a component
   * @throws MemoryException INVALID for a component that cannot be
   */
  public static <T extends Record> AnswerShape<T> of(
      Class<T> type, Function<? super RecordComponent, Optional<String>> descriptions) {
    return new AnswerShape<>(type, new RecordShapes(descriptions).of(type).schema());
  }

  /** Returns the JSON Schema of the answer, as text. */
  public String schema() {
    return schema;
  }

  /**
   * Returns the record that an answer holds.
   *
   * @throws UnreadableAnswerException with what is wrong and what would be right
   */
  public T read(String text) {
    try {
      return type.cast(Binding.value("", reader.fitting(object(text)), type));
    } catch (BadArgumentsException e) {
      throw new UnreadableAnswerException(
          String.valueOf(e.getMessage()).replaceFirst("^the arguments are", "the answer is"), e);
    }
  }

  private static ObjectNode object(String text) {
    if (text.length() > LONGEST) {
      throw new BadArgumentsException(
          "the answer has " + text.length() + " characters; at most " + LONGEST + " are read");
    }
    if (text.isBlank()) {
      throw new BadArgumentsException("the answer is empty; it must be one JSON object");
    }
    try {
      return ArgumentRepair.parse(text);
    } catch (BadArgumentsException e) {
      List<ObjectNode> found = found(text);
      if (found.size() == 1) {
        return ArgumentRepair.parse(found.getFirst().toString());
      }
      throw found.isEmpty()
          ? e
          : new BadArgumentsException(
              "the answer holds " + found.size() + " JSON objects; it must hold one alone", e);
    }
  }

  /** Returns the objects that stand in a text, one beside the other; none if one is broken. */
  private static List<ObjectNode> found(String text) {
    List<ObjectNode> found = new ArrayList<>();
    int at = text.indexOf('{');
    for (int tried = 0; at >= 0 && tried < TRIED; tried++) {
      int end = end(text, at, found);
      if (end == at && BROKEN.matcher(text).region(at, text.length()).lookingAt()) {
        return List.of();
      }
      at = text.indexOf('{', Math.max(end, at + 1));
    }
    return found;
  }

  /** Adds the object that begins somewhere; returns where it ends, or where it would begin. */
  private static int end(String text, int at, List<ObjectNode> found) {
    try (JsonParser parser = Json.MAPPER.createParser(text.substring(at))) {
      if (VALUE.readTree(parser) instanceof ObjectNode object) {
        found.add(object);
        return at + Math.toIntExact(parser.currentLocation().getCharOffset());
      }
      return at;
    } catch (IOException e) {
      return at;
    }
  }
}
