package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Locale;

/** The arguments of a memory tool: an object of which unknown fields are passed over. */
record Arguments(JsonNode node) {

  static Arguments parse(String json) {
    return new Arguments(Json.object(json));
  }

  String text(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw new BadArgumentsException("argument '" + name + "' is missing; it must be a text");
    }
    if (!value.isTextual()) {
      throw new BadArgumentsException(
          "argument '" + name + "' is " + value + "; it must be a text in quotes");
    }
    return value.textValue();
  }

  /** Returns a whole number; models also say one in quotes. */
  BigInteger whole(String name) {
    JsonNode value = node.path(name);
    String text = value.isMissingNode() || value.isNull() ? "" : value.asText().strip();
    if (!text.matches("-?\\d{1,18}")) {
      throw new BadArgumentsException(
          "argument '"
              + name
              + "' is "
              + (text.isEmpty() ? "missing" : value)
              + "; it must be a whole number");
    }
    return new BigInteger(text);
  }

  /** Returns the page, from 0; models also say none, null or a number in quotes. */
  int page() {
    JsonNode value = node.path("page");
    String text = value.isMissingNode() || value.isNull() ? "" : value.asText().strip();
    if (text.isEmpty() || text.toLowerCase(Locale.ROOT).matches("none|null")) {
      return 0;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new BadArgumentsException(
          "argument 'page' is " + value + "; it must be a whole number from 0");
    }
    return new BigInteger(text).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }
}
