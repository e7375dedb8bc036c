package dev.recollect.agent.text;

import java.util.function.ToIntFunction;

/** Cuts texts, never inside a code point. */
public final class Cut {

  private Cut() {}

  /** Returns a text of at most the given number of UTF-16 units, ending in an ellipsis if cut. */
  public static String plain(String text, int largest) {
    return text.length() <= largest ? text : head(text, largest - 1) + "…";
  }

  /** Returns a text of about the given number of UTF-16 units, with a note of both sizes if cut. */
  public static String noted(String text, int largest) {
    return text.length() <= largest
        ? text
        : head(text, largest)
            + "… [cut: the first "
            + largest
            + " of "
            + text.length()
            + " characters]";
  }

  /**
   * Returns a text with at most the given size by some measure, with a note of both lengths if cut.
   */
  public static String noted(String text, int largest, ToIntFunction<String> measure) {
    int length = text.length();
    String cut = text;
    while (length > 0 && measure.applyAsInt(cut) > largest) {
      length = length / 2;
      cut = noted(text, length);
    }
    return cut;
  }

  private static String head(String text, int length) {
    int end = Math.max(0, length);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
