package dev.recollect.examples.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Memories as they stand in a prompt: between marks, with a sentence that says what they are, each
 * a line of JSON, the newest first, within a budget of tokens. Immutable.
 *
 * <p>What somebody once said may look like an instruction, or like the end of the marks. JSON keeps
 * each text in its line and its quotes, and no text can write a {@code <}.
 */
public final class MarkedData {

  /** Most characters (Unicode code points) of one text; what is longer ends in an ellipsis. */
  public static final int TEXT_CHARACTERS = 600;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A memory.
   *
   * @param when its time, by which memories are ordered
   * @param fields what it says, in the order of the map
   */
  public record Entry(Instant when, Map<String, String> fields) {}

  private record Line(Instant when, String json) {}

  private final String mark;
  private final String explanation;
  private final int budget;
  private final ToIntFunction<String> tokens;

  /**
   * Creates a writer.
   *
   * @param mark what stands between {@code <} and {@code >}
   * @param explanation what the model is told of the data
   * @param budget the most tokens of the whole text
   * @param tokens counts tokens as the model does
   */
  public MarkedData(String mark, String explanation, int budget, ToIntFunction<String> tokens) {
    this.mark = mark;
    this.explanation = explanation;
    this.budget = budget;
    this.tokens = tokens;
  }

  /**
   * Returns the text, with as many of the best memories as the budget allows; empty if none.
   *
   * @param bestFirst the memories, in the order in which they are to be taken
   */
  public Optional<String> write(List<Entry> bestFirst) {
    List<Line> kept = new ArrayList<>();
    for (Entry entry : bestFirst) {
      kept.add(new Line(entry.when(), json(entry)));
      if (tokens.applyAsInt(text(kept)) > budget) {
        kept.removeLast();
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(text(kept));
  }

  private String text(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    text.append('<').append(mark).append(">\n").append(explanation).append('\n');
    lines.stream()
        .sorted(Comparator.comparing(Line::when).reversed())
        .forEach(line -> text.append(line.json()).append('\n'));
    return text.append("</").append(mark).append('>').toString();
  }

  private static String json(Entry entry) {
    Map<String, String> fields = new LinkedHashMap<>(entry.fields());
    fields.replaceAll((name, text) -> shortened(text, TEXT_CHARACTERS));
    try {
      return JSON.writeValueAsString(fields).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  /** Returns a text, or its first characters (Unicode code points) and an ellipsis. */
  public static String shortened(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
  }
}
