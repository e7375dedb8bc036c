package dev.recollect.memory.api.value;

/** The types of payload values. A key has one type in a collection. */
public enum PayloadType {
  /** Text. */
  TEXT,
  /** A signed integer of 64 bits. */
  INT64,
  /** A finite double. */
  DOUBLE,
  /** True or false. */
  BOOLEAN,
  /** An instant in UTC, in microseconds. */
  INSTANT,
  /** A list of text, order and repetition kept. */
  TEXT_LIST
}
