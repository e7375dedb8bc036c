package dev.recollect.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts texts into parts that a model reads at once, always the same way. */
final class TextParts {

  private final ToIntFunction<String> counter;
  private final int most;

  /**
   * Creates a cutter.
   *
   * @param counter counts the tokens of a text
   * @param most tokens of a part, at least 1
   */
  TextParts(ToIntFunction<String> counter, int most) {
    this.counter = counter;
    this.most = most;
  }

  /**
   * A part of a text.
   *
   * @param owner number of the text
   * @param text the part, not empty
   * @param tokens how many tokens it has
   */
  record Part(int owner, String text, int tokens) {}

  /** Returns the parts of a text: itself, or about equal ones cut at blanks where there are any. */
  List<Part> of(int owner, String text) {
    List<Part> parts = new ArrayList<>();
    cut(owner, text, parts);
    return parts;
  }

  private void cut(int owner, String text, List<Part> into) {
    int tokens = counter.applyAsInt(text);
    int middle = middle(text);
    if (tokens <= most || middle == 0) {
      into.add(new Part(owner, text, Math.max(1, tokens)));
      return;
    }
    cut(owner, text.substring(0, middle), into);
    cut(owner, text.substring(middle), into);
  }

  /** Returns the blank nearest to the middle, else the middle; 0 if it cannot be divided. */
  private static int middle(String text) {
    int middle = text.length() / 2;
    for (int away = 0; away < middle; away++) {
      if (Character.isWhitespace(text.charAt(middle - away))) {
        return middle - away;
      } else if (Character.isWhitespace(text.charAt(middle + away))) {
        return middle + away;
      }
    }
    boolean within = middle > 0 && Character.isLowSurrogate(text.charAt(middle));
    return within ? middle - 1 : middle;
  }
}
