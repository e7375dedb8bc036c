package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings from a map, over declared settings with their defaults. Immutable.
 *
 * <p>Unknown names and values that cannot be read are CONFIGURATION errors; asking for an
 * undeclared setting or with the wrong type is INTERNAL, as the port demands.
 */
public final class FakeSettings implements Settings {

  private static final Pattern AMOUNT = Pattern.compile("(\\d+)([A-Za-z]+)");
  private static final Map<String, Duration> DURATIONS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

  private final Map<String, Setting> declared = new LinkedHashMap<>();
  private final Map<String, String> given;

  private FakeSettings(List<Setting> declarations, Map<String, String> given) {
    declarations.forEach(setting -> declared.put(setting.name(), setting));
    this.given = Map.copyOf(given);
    this.given.keySet().forEach(this::requireDeclared);
  }

  /** Returns settings in which everything has its default. */
  public static FakeSettings defaults(List<Setting> declarations) {
    return new FakeSettings(declarations, Map.of());
  }

  /** Returns settings with some values given, by name, spelt as a user would. */
  public static FakeSettings of(List<Setting> declarations, Map<String, String> given) {
    return new FakeSettings(declarations, given);
  }

  private void requireDeclared(String name) {
    if (!declared.containsKey(name)) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "unknown setting '" + name + "'; known are " + declared.keySet());
    }
  }

  @Override
  public Optional<String> text(String name) {
    return value(name, SettingType.TEXT);
  }

  @Override
  public long integer(String name) {
    String text = required(name, SettingType.INTEGER);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw malformed(name, text, SettingType.INTEGER);
    }
  }

  @Override
  public double decimal(String name) {
    String text = required(name, SettingType.DECIMAL);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw malformed(name, text, SettingType.DECIMAL);
    }
  }

  @Override
  public boolean bool(String name) {
    String text = required(name, SettingType.BOOLEAN);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(name, text, SettingType.BOOLEAN);
    };
  }

  @Override
  public Duration duration(String name) {
    String text = required(name, SettingType.DURATION);
    Matcher amount = amount(name, text, SettingType.DURATION);
    Duration unit = DURATIONS.get(amount.group(2));
    if (unit == null) {
      throw malformed(name, text, SettingType.DURATION);
    }
    return unit.multipliedBy(Long.parseLong(amount.group(1)));
  }

  @Override
  public long size(String name) {
    String text = required(name, SettingType.SIZE);
    Matcher amount = amount(name, text, SettingType.SIZE);
    Long unit = SIZES.get(amount.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw malformed(name, text, SettingType.SIZE);
    }
    return unit * Long.parseLong(amount.group(1));
  }

  @Override
  public Optional<Path> path(String name) {
    return value(name, SettingType.PATH).map(Path::of);
  }

  @Override
  public Optional<String> secret(String name) {
    return value(name, SettingType.SECRET);
  }

  @Override
  public String key(String name) {
    return "fake." + name;
  }

  private String required(String name, SettingType type) {
    return value(name, type)
        .orElseThrow(() ->
            new MemoryException(
                ErrorKind.INTERNAL, "setting '" + name + "' has neither a value nor a default"));
  }

  private Optional<String> value(String name, SettingType type) {
    Setting setting = declared.get(name);
    if (setting == null || setting.type() != type) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "no setting '" + name + "' of type " + type + " is declared");
    }
    return Optional.ofNullable(given.get(name)).or(setting::defaultText);
  }

  private Matcher amount(String name, String text, SettingType type) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw malformed(name, text, type);
    }
    return amount;
  }

  private MemoryException malformed(String name, String text, SettingType type) {
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "setting '" + key(name) + "' is '" + text + "', which is no " + type);
  }

  /** Returns the values given, secrets masked. */
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>();
    declared.forEach((name, setting) -> {
      String value = given.get(name);
      if (value != null) {
        shown.put(name, setting.type() == SettingType.SECRET ? "***" : value);
      }
    });
    return shown.toString();
  }
}
