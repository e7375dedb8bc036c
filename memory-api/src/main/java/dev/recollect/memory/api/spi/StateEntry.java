package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;

/**
 * A value in a state store.
 *
 * @param key its key
 * @param value the value
 * @param version above 0; never the same for two values of a key, also if it was deleted in between
 */
public record StateEntry(String key, String value, long version) {

  /**
   * Returns the key if entries may have it; stores check with it what they are asked for.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID if it is empty or not storable,
   *     LIMIT above {@link Limits#STATE_KEY_BYTES} bytes
   */
  public static String requireKey(String key) {
    return Texts.requireNonEmpty("state key", key, Limits.STATE_KEY_BYTES);
  }

  /**
   * Returns the prefix, which may be empty, if it may begin a key.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT as {@link #requireKey}
   */
  public static String requirePrefix(String prefix) {
    return Texts.requireStorable("prefix of state keys", prefix, Limits.STATE_KEY_BYTES);
  }
}
