package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks that decide which instants may be stored: years 1 to 9999, in microseconds. */
public final class Moments {

  /** The earliest instant that every store keeps. */
  public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  /** The latest instant that every store keeps. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /**
   * Returns the instant cut to microseconds.
   *
   * @param what what the instant is, for the message
   * @throws MemoryException INVALID if it lies outside {@link #EARLIEST} to {@link #LATEST}
   */
  public static Instant requireStorable(String what, Instant instant) {
    Instant cut = instant.isBefore(EARLIEST) ? instant : instant.truncatedTo(ChronoUnit.MICROS);
    if (cut.isBefore(EARLIEST) || cut.isAfter(LATEST)) {
      throw MemoryException.invalid(what + " " + instant + " lies outside the years 1 to 9999");
    }
    return cut;
  }
}
