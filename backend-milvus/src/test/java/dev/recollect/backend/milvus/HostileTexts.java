package dev.recollect.backend.milvus;

import java.util.List;
import java.util.Random;

/** Texts that try to break out of an expression, or to be taken for others. */
final class HostileTexts {

  private static final List<String> PIECES =
      List.of(
          "\"",
          "'",
          "\\",
          "\\\"",
          "\n",
          "\r",
          "\t",
          "\u0001",
          "%",
          "_",
          "\\%",
          "%%",
          ",",
          ":",
          "=",
          "~",
          "~~",
          "*",
          "?",
          "[",
          "]",
          "(",
          ")",
          "{",
          "}",
          "$meta",
          "json_contains",
          "like",
          "in",
          " or ",
          " and ",
          "not ",
          "true",
          "1 == 1",
          "\" or part >= 0 or \"",
          "a",
          "A",
          "b",
          "0",
          "\u00e9",
          "e\u0301",
          "\ud83d\ude42",
          "\u05e9",
          "\u202e",
          "s:colour=",
          ",s:colour=red,",
          "colour",
          " ",
          "\u00a0",
          "\ufeff",
          "//",
          "--",
          "/*",
          ";",
          "&&",
          "||",
          "!",
          "null",
          "NaN");

  private HostileTexts() {}

  static String next(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(random.nextInt(10) == 0 ? 60 : 7);
    for (int piece = 0; piece < pieces; piece++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
