package dev.recollect.agent.tool;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes times for the model as MemGPT does, in the agent's zone: {@code 2026-01-31 09:05:00 AM
 * CET+0100}.
 */
public final class MemoryToolTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd hh:mm:ss a zZ", Locale.US);

  private MemoryToolTime() {}

  /** Returns a moment as the model reads it. */
  public static String format(Instant instant, ZoneId zone) {
    return FORMAT.format(instant.atZone(zone));
  }
}
