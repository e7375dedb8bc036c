package dev.recollect.memory.api.config;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one provider, checked against its declarations before it is opened. Immutable and
 * thread-safe.
 *
 * <p>Each method takes the name of a declared setting of the fitting type; anything else is a bug
 * of the provider and throws INTERNAL. {@code toString} masks secrets.
 */
public interface Settings {

  /** Returns the text of a {@link SettingType#TEXT} setting: given or default, else empty. */
  Optional<String> text(String name);

  /** Returns a number, given or default; INTERNAL if there is neither. */
  long integer(String name);

  /** Returns a number that may have decimals, given or default; INTERNAL if there is neither. */
  double decimal(String name);

  /** Returns a truth value, given or default; INTERNAL if there is neither. */
  boolean bool(String name);

  /** Returns a duration, given or default; INTERNAL if there is neither. */
  Duration duration(String name);

  /** Returns a size in bytes, given or default; INTERNAL if there is neither. */
  long size(String name);

  /** Returns a path, given or default, else empty. */
  Optional<Path> path(String name);

  /** Returns a secret, if given. */
  Optional<String> secret(String name);

  /** Returns the full key of a setting, as a user writes it, for messages. */
  String key(String name);

  /**
   * Returns the CONFIGURATION error of a setting.
   *
   * @param what is wrong and would be right; the key is put in front of it
   */
  default MemoryException wrong(String name, String what) {
    return new MemoryException(ErrorKind.CONFIGURATION, key(name) + ": " + what);
  }
}
