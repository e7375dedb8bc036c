package dev.recollect.memory.core.config;

/**
 * A text that somebody gave for a key, and where it stands.
 *
 * @param key the key it was given for
 * @param value the text; may be a secret
 * @param origin where it stands, for people, for example {@code environment variable RECOLLECT_…}
 */
record ConfigText(String key, String value, String origin) {

  /** Leaves the value out, which may be a secret. */
  @Override
  public String toString() {
    return key + " from " + origin;
  }
}
