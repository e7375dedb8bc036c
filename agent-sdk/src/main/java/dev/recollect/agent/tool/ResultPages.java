package dev.recollect.agent.tool;

import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Shows results that are too long part by part: the first part with the call that reads on, and any
 * other part for as long as the turn lasts. Kept in process alone. Thread-safe.
 *
 * <p>Parts begin where the model says, not at numbers of pages: how much fits differs from call to
 * call.
 */
public final class ResultPages {

  /** Most characters that are kept of all results of a turn; what comes after is cut. */
  static final int KEPT = 8_000_000;

  /** Most characters that are tried for each token there is room for. */
  private static final int CHARACTERS_A_TOKEN = 8;

  /** The arguments of {@value ToolBox#READ_MORE}. */
  record ReadMore(String result, int from) {}

  private static final RecordTool<ReadMore> TOOL =
      new RecordTool<>(
          ToolBox.READ_MORE,
          "Read on in a long result of this turn, as its first part says.",
          ReadMore.class,
          component ->
              component.getName().equals("from")
                  ? Optional.of("Character from which on to read, from 0.")
                  : Optional.empty(),
          arguments -> "");

  /** What a model is told of the tool. */
  static final ToolSpec SPEC = TOOL.spec();

  private final Map<String, String> kept = new LinkedHashMap<>();
  private final ToIntFunction<String> measure;
  private int characters;

  /**
   * Creates pages of the results of a turn.
   *
   * @param measure counts the tokens of a result with a text
   */
  public ResultPages(ToIntFunction<String> measure) {
    this.measure = measure;
  }

  /**
   * Returns a result as it is if it fits, and otherwise its first part.
   *
   * @param key the key of the call
   * @param tokens most tokens of what is returned
   */
  public ToolResult first(String key, ToolResult result, int tokens) {
    String text = result.text();
    boolean worthCounting = text.length() <= (long) tokens * CHARACTERS_A_TOKEN;
    if (worthCounting && measure.applyAsInt(text) <= tokens) {
      return result;
    }
    String id = id(key);
    String shown =
        keep(id, text)
            ? part(id, text, 0, tokens)
            : Cut.noted(Cut.noted(text, tokens * CHARACTERS_A_TOKEN), tokens, measure);
    return new ToolResult(false, shown, result.references());
  }

  /** Step and index of the call tell results of one turn apart. */
  private static String id(String key) {
    String[] parts = key.split("/", -1);
    return parts.length < 2
        ? "r-" + key
        : "r" + parts[parts.length - 2] + "-" + parts[parts.length - 1];
  }

  private synchronized boolean keep(String id, String text) {
    if (text.length() > KEPT - characters) {
      return false;
    }
    characters += text.length();
    kept.put(id, text);
    return true;
  }

  private synchronized Optional<String> kept(String id) {
    return Optional.ofNullable(kept.get(id));
  }

  private synchronized String ids() {
    return kept.isEmpty() ? "There is none in this turn." : "There are: " + kept.keySet() + ".";
  }

  /**
   * Returns a part of a result, as {@value ToolBox#READ_MORE} does.
   *
   * @param arguments the arguments of the call
   * @param tokens most tokens of what is returned
   */
  public ToolResult more(String arguments, int tokens) {
    try {
      ReadMore read = (ReadMore) Binding.value("", TOOL.reader().read(arguments), ReadMore.class);
      return kept(read.result())
          .map(text -> more(read, text, tokens))
          .orElseGet(() ->
              failed(
                  "no result '"
                      + read.result()
                      + "' is kept; results are kept for the turn in"
                      + " which they were made. "
                      + ids()
                      + " Call the tool again that made it."));
    } catch (BadArgumentsException e) {
      return failed(e.getMessage() + ". Its arguments are: " + SPEC.parameters());
    }
  }

  private ToolResult more(ReadMore read, String text, int tokens) {
    if (read.from() < 0 || read.from() >= text.length()) {
      return failed(
          "'from' is "
              + read.from()
              + "; result "
              + read.result()
              + " has the characters 0 to "
              + (text.length() - 1)
              + ".");
    }
    return ToolResult.ok(part(read.result(), text, read.from(), tokens));
  }

  private static ToolResult failed(String explanation) {
    return ToolResult.failed("Error calling function " + ToolBox.READ_MORE + ": " + explanation);
  }

  private String part(String id, String text, int given, int tokens) {
    int from = Character.isLowSurrogate(text.charAt(given)) ? given - 1 : given;
    int length = (int) Math.min(text.length() - from, (long) tokens * CHARACTERS_A_TOKEN);
    while (length > 0) {
      String shown = shown(id, text, from, end(text, from, length));
      int size = measure.applyAsInt(shown);
      if (size <= tokens) {
        return shown;
      }
      length = Math.min(length - 1, (int) ((long) length * tokens / size * 15 / 16));
    }
    return "There is no room left to show any of the " + text.length() + " characters.";
  }

  /** A part never ends inside a code point, and never before it has begun. */
  private static int end(String text, int from, int length) {
    int end = from + length;
    boolean inside = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return inside ? (length == 1 ? end + 1 : end - 1) : end;
  }

  private static String shown(String id, String text, int from, int end) {
    String rest =
        end == text.length()
            ? "; this is the end"
            : "; to read on, call %s with {\"result\":\"%s\",\"from\":%d}"
                .formatted(ToolBox.READ_MORE, id, end);
    return "Showing characters %d to %d of %d of result %s%s:\n"
            .formatted(from, end, text.length(), id, rest)
        + text.substring(from, end);
  }
}
