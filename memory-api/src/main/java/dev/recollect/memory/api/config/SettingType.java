package dev.recollect.memory.api.config;

/** What the text of a setting must look like. */
public enum SettingType {
  /** Any text. */
  TEXT,
  /** A whole number. */
  INTEGER,
  /** A number with or without decimals, for example {@code 0.25}. */
  DECIMAL,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A whole number with a unit: ms, s, m, h or d, for example {@code 30s}. */
  DURATION,
  /** A whole number with a unit: B, KB, MB or GB (powers of 1024), for example {@code 64MB}. */
  SIZE,
  /** A path; {@code ~} at the start is the user's home folder. */
  PATH,
  /** Text that is never printed. */
  SECRET
}
