package dev.recollect.model.openai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/** How long servers ask to wait: in milliseconds, in seconds, or until a date. */
final class RetryAfter {

  private static final double LONGEST_MILLIS = Duration.ofDays(365).toMillis();

  private RetryAfter() {}

  /**
   * Returns the wait that headers ask for; nothing if they do not, or it has passed.
   *
   * @param headers gives a header by its name
   */
  static Optional<Duration> of(Function<String, Optional<String>> headers, Clock clock) {
    return headers
        .apply("retry-after-ms")
        .or(() -> headers.apply("x-ms-retry-after-ms"))
        .flatMap(text -> millis(text, 1))
        .or(() -> headers.apply("retry-after").flatMap(text -> secondsOrDate(text, clock)))
        .filter(Duration::isPositive);
  }

  private static Optional<Duration> secondsOrDate(String text, Clock clock) {
    return millis(text, 1000).or(() -> date(text).map(date -> between(clock.instant(), date)));
  }

  private static Duration between(Instant now, Instant date) {
    return Duration.between(now, date);
  }

  private static Optional<Duration> millis(String text, int unit) {
    try {
      double millis = Double.parseDouble(text.strip()) * unit;
      return Double.isNaN(millis)
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) Math.ceil(Math.min(millis, LONGEST_MILLIS))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
