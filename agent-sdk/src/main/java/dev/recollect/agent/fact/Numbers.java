package dev.recollect.agent.fact;

import java.util.List;

/** Small numbers as people write them. */
final class Numbers {

  private static final List<String> WORDS =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty");
  private static final List<String> ORDINALS =
      List.of(
          "zeroth",
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth");

  private Numbers() {}

  /** Returns whether the word is a number or an ordinal. */
  static boolean isNumber(String lower) {
    return lower.matches("\\d{1,6}") || WORDS.contains(lower) || ORDINALS.contains(lower);
  }

  /** Returns the number; 0 for what is none. */
  static int value(String lower) {
    if (lower.matches("\\d{1,6}")) {
      return Integer.parseInt(lower);
    }
    return Math.max(0, Math.max(WORDS.indexOf(lower), ORDINALS.indexOf(lower)));
  }

  /** Returns whether it is a word for a place in a row. */
  static boolean isOrdinal(String lower) {
    return ORDINALS.contains(lower);
  }
}
