package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;

/** A change to one key of a state store. */
public sealed interface StateChange {

  /** The version to expect of a key that must not exist. */
  long ABSENT = 0;

  /** Returns the key. */
  String key();

  /** Returns the version the key must have for the commit to succeed. */
  long expected();

  /**
   * Writes a value.
   *
   * @param key 1 to {@link Limits#STATE_KEY_BYTES} bytes
   * @param value at most {@link Limits#STATE_VALUE_BYTES} bytes
   * @param expected the present version, {@link #ABSENT} for a new key
   */
  record Put(String key, String value, long expected) implements StateChange {
    /** Checks key, value and version. */
    public Put {
      requireValid(key, expected);
      Texts.requireStorable("state value", value, Limits.STATE_VALUE_BYTES);
    }
  }

  /**
   * Deletes a key.
   *
   * @param key the key
   * @param expected the present version, above 0
   */
  record Delete(String key, long expected) implements StateChange {
    /** Checks key and version. */
    public Delete {
      requireValid(key, expected);
      if (expected == ABSENT) {
        throw MemoryException.invalid("a delete needs the version of what it deletes");
      }
    }
  }

  private static void requireValid(String key, long expected) {
    StateEntry.requireKey(key);
    if (expected < 0) {
      throw MemoryException.invalid(
          "expected version is " + expected + "; it must not be negative");
    }
  }
}
