package dev.recollect.agent.fact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The days, dates and times that a clause names, by what they tell. */
final class TimeParts {

  private static final Set<String> WEEKDAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final Set<String> MONTHS =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "spring",
          "summer",
          "autumn",
          "winter");
  private static final Set<String> PARTS =
      Set.of("morning", "afternoon", "evening", "night", "noon", "midnight", "lunchtime");
  private static final Set<String> BEFORE_CLOCK =
      Set.of("at", "until", "till", "from", "by", "to", "before", "after", "around", "past");

  private final Map<String, Set<String>> parts = new HashMap<>();

  TimeParts(List<Token> tokens, Set<Integer> without) {
    for (int i = 0; i < tokens.size(); i++) {
      if (!without.contains(i)) {
        String part = part(tokens, i);
        if (!part.isEmpty()) {
          parts.computeIfAbsent(part, p -> new HashSet<>()).add(value(tokens.get(i).lower()));
        }
      }
    }
  }

  /** Returns which part of a date or time the word at the index tells, empty for none. */
  static String part(List<Token> tokens, int index) {
    String lower = tokens.get(index).lower();
    String singular = singular(lower);
    if (WEEKDAYS.contains(singular)) {
      return "weekday";
    }
    if (MONTHS.contains(lower) && !isModalMay(tokens, index)) {
      return "month";
    }
    if (PARTS.contains(singular)) {
      return lower.equals("noon") || lower.equals("midnight") ? "clock" : "part";
    }
    if (lower.matches("(19|20)\\d\\d")) {
      return "year";
    }
    if (lower.matches("\\d{1,2}[:.]\\d\\d(am|pm)?|\\d{1,2}(am|pm)")) {
      return "clock";
    }
    if (lower.matches("\\d{1,2}(st|nd|rd|th)")) {
      return "date";
    }
    return number(tokens, index);
  }

  private static boolean isModalMay(List<Token> tokens, int index) {
    Token token = tokens.get(index);
    return token.lower().equals("may") && !token.word().capital();
  }

  private static String number(List<Token> tokens, int index) {
    String lower = tokens.get(index).lower();
    if (!Numbers.isNumber(lower)) {
      return "";
    }
    String before = index == 0 ? "" : tokens.get(index - 1).lower();
    String after = index + 1 == tokens.size() ? "" : tokens.get(index + 1).lower();
    if (MONTHS.contains(before) || MONTHS.contains(after)) {
      return "date";
    }
    boolean unit = index + 1 < tokens.size() && tokens.get(index + 1).is(Token.Kind.CONTENT);
    boolean clock =
        Set.of("am", "pm", "o'clock").contains(after)
            || (BEFORE_CLOCK.contains(before) && !unit && Numbers.value(lower) <= 24);
    return clock ? "clock" : "";
  }

  private static String singular(String lower) {
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String value(String lower) {
    String plain = singular(lower).replaceAll("(st|nd|rd|th|am|pm|:00)$", "");
    return Numbers.isNumber(plain) ? Integer.toString(Numbers.value(plain)) : plain;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Returns whether both name the same part with other values. */
  boolean differsFrom(TimeParts other) {
    return parts.entrySet().stream()
        .anyMatch(entry -> {
          Set<String> theirs = other.parts.getOrDefault(entry.getKey(), Set.of());
          return !theirs.isEmpty() && theirs.stream().noneMatch(entry.getValue()::contains);
        });
  }

  /** Returns whether both name a part of the same kind. */
  boolean comparableWith(TimeParts other) {
    return parts.keySet().stream().anyMatch(other.parts::containsKey);
  }
}
