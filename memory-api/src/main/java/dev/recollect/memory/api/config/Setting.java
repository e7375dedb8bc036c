package dev.recollect.memory.api.config;

import dev.recollect.memory.api.error.MemoryException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a provider understands: name, type, default, what it does. Immutable.
 *
 * <p>Names are lower-case words with digits, joined by dots, relative to the provider's prefix
 * ({@code backend.<instance>.}, {@code model.<id>.} or {@code embedding.<id>.}).
 */
public final class Setting {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*");

  private final String name;
  private final SettingType type;
  private final String description;
  private final @Nullable String defaultText;
  private final long minimum;
  private final long maximum;
  private final List<String> aliases;
  private final boolean emptyAllowed;

  private Setting(
      String name,
      SettingType type,
      String description,
      @Nullable String defaultText,
      long minimum,
      long maximum,
      List<String> aliases,
      boolean emptyAllowed) {
    if (!NAME.matcher(name).matches()) {
      throw MemoryException.invalid(
          "setting '" + name + "' must be lower-case words joined by dots");
    }
    this.name = name;
    this.type = type;
    this.description = description;
    this.defaultText = defaultText;
    this.minimum = minimum;
    this.maximum = maximum;
    this.aliases = List.copyOf(aliases);
    this.emptyAllowed = emptyAllowed;
  }

  /** Returns a setting without a default. */
  public static Setting of(String name, SettingType type, String description) {
    return new Setting(
        name, type, description, null, Long.MIN_VALUE, Long.MAX_VALUE, List.of(), false);
  }

  /** Returns this setting with a default, in the same spelling as a user would write it. */
  public Setting withDefault(String text) {
    return new Setting(name, type, description, text, minimum, maximum, aliases, emptyAllowed);
  }

  /** Returns this setting with an inclusive range: of the number, of milliseconds, or of bytes. */
  public Setting within(long newMinimum, long newMaximum) {
    return new Setting(
        name, type, description, defaultText, newMinimum, newMaximum, aliases, emptyAllowed);
  }

  /** Returns this setting with names of environment variables that users may already have set. */
  public Setting withAliases(String... names) {
    return new Setting(
        name, type, description, defaultText, minimum, maximum, List.of(names), emptyAllowed);
  }

  /**
   * Returns this setting, of which empty text is a value like any other, also that of a variable.
   * For text and secrets only; otherwise a secret that is empty is an error, and a variable that is
   * counts as unset.
   */
  public Setting withEmptyAllowed() {
    return new Setting(name, type, description, defaultText, minimum, maximum, aliases, true);
  }

  /** Returns the name, relative to the provider's prefix. */
  public String name() {
    return name;
  }

  /** Returns what the text must look like. */
  public SettingType type() {
    return type;
  }

  /** Returns what the setting does, in a sentence. */
  public String description() {
    return description;
  }

  /** Returns the default, if there is one. */
  public Optional<String> defaultText() {
    return Optional.ofNullable(defaultText);
  }

  /** Returns the smallest allowed number, milliseconds or bytes. */
  public long minimum() {
    return minimum;
  }

  /** Returns the largest allowed number, milliseconds or bytes. */
  public long maximum() {
    return maximum;
  }

  /** Returns whether empty text is a value. */
  public boolean emptyAllowed() {
    return emptyAllowed;
  }

  /** Returns environment variables that stand in for this setting. */
  public List<String> aliases() {
    return aliases;
  }
}
