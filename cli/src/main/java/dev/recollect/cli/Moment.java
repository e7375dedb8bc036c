package dev.recollect.cli;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/** Reads moments as people type them. */
final class Moment {

  private Moment() {}

  /**
   * Returns a moment.
   *
   * @param what what it is for, for the message
   * @param text a day, a time without a zone, or a time with one, in ISO 8601
   * @param end whether a day stands for its end instead of its beginning
   * @param zone of what has none
   * @throws MemoryException INVALID showing what would be right
   */
  static Instant parse(String what, String text, boolean end, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ofPattern(
                  "[uuuu-MM-dd'T'HH:mm[:ss[.SSSSSS][.SSS]]XXX]"
                      + "[uuuu-MM-dd'T'HH:mm[:ss[.SSSSSS][.SSS]]][uuuu-MM-dd]")
              .withResolverStyle(ResolverStyle.STRICT)
              .parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (parsed) {
        case ZonedDateTime zoned -> zoned.toInstant();
        case LocalDateTime local -> local.atZone(zone).toInstant();
        case LocalDate day -> (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
        default -> throw new IllegalStateException("a query returned " + parsed.getClass());
      };
    } catch (DateTimeParseException e) {
      throw new MemoryException(
          ErrorKind.INVALID,
          what
              + " is '"
              + text
              + "'; it must be a day such as 2026-01-31 or a time such as 2026-01-31T09:00",
          e);
    }
  }
}
