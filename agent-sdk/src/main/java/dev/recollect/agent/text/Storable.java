package dev.recollect.agent.text;

import java.util.stream.IntStream;

/**
 * Makes text of a model or a tool storable: what no store keeps becomes the replacement character.
 */
public final class Storable {

  private static final int REPLACEMENT = 0xFFFD;

  private Storable() {}

  /** Returns the text with U+0000 and unpaired surrogates replaced. */
  public static String of(String text) {
    if (text.codePoints().allMatch(Storable::storable)) {
      return text;
    }
    IntStream mended = text.codePoints().map(point -> storable(point) ? point : REPLACEMENT);
    return mended
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean storable(int point) {
    return point != 0 && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }
}
