package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names in plain words what a schema asks. */
final class Expected {

  private Expected() {}

  /** Returns what a value of a type, or of one of several, is; empty if nothing is said. */
  static String type(JsonNode type) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false)
          .map(one -> kind(one.asText()))
          .collect(Collectors.joining(" or "));
    }
    return type.isTextual() ? kind(type.textValue()) : "";
  }

  private static String kind(String type) {
    return switch (type) {
      case "string" -> "a text in quotes";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> type;
    };
  }

  /** Returns what a text of a format is, by an example where it needs one. */
  static String format(String format) {
    return switch (format) {
      case "date" -> "a day as YYYY-MM-DD, such as 2026-01-31";
      case "date-time" -> "a time with its zone, such as 2026-01-31T09:05:00Z";
      case "time" -> "a time of day with its zone, such as 09:05:00Z";
      case "duration" -> "a duration such as PT1H30M";
      case "email" -> "an address such as sam@example.com";
      case "uri" -> "an address such as https://example.com/page";
      case "uuid" -> "a UUID such as 0198f1a2-5c3d-7e4f-8a9b-0c1d2e3f4a5b";
      case "regex" -> "a regular expression";
      default -> "a text of the format " + format;
    };
  }
}
