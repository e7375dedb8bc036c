package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;

/** Text as servers write it. */
final class WireText {

  private WireText() {}

  /** Returns the text of a content: a text, null, or a list of parts of which some are text. */
  static String of(JsonNode content) {
    if (!content.isArray()) {
      return content.isTextual() ? content.textValue() : "";
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  /** Returns arguments, which are JSON in a text; some servers write the object itself. */
  static String arguments(JsonNode arguments) {
    return arguments.isContainerNode() ? arguments.toString() : arguments.asText("");
  }

  /** Replaces what JSON can spell and no store keeps: U+0000 and unpaired surrogates. */
  static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isSurrogate(point) ? 0xFFFD : point)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
