package dev.recollect.memory.core.inspect;

import java.util.Optional;

/**
 * A setting as it counts, and where its value comes from. Never contains a secret.
 *
 * @param key the full key
 * @param shown the text that counts, with secrets masked; empty if there is none
 * @param origin where the text stands, {@code default}, or {@code not set}
 */
public record EffectiveSetting(String key, Optional<String> shown, String origin) {

  /** The origin of a value that nobody set. */
  public static final String DEFAULT = "default";

  /** The origin where there is no value. */
  public static final String NOT_SET = "not set";

  /** Returns whether somebody set it. */
  public boolean given() {
    return !origin.equals(DEFAULT) && !origin.equals(NOT_SET);
  }
}
