package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the text of a setting into its value, or says what would have been right. */
final class SettingParser {

  private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]+)");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
  private static final int TEXT_BYTES = 16 * 1024;
  private static final Map<String, Long> MILLISECONDS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

  private SettingParser() {}

  /**
   * Returns the value: a String, Long, Double, Boolean, Duration or Path.
   *
   * @param userHome what {@code ~} stands for
   * @throws MemoryException INVALID with what is wrong and what would be right
   */
  static Object parse(Setting setting, String text, Path userHome) {
    return switch (setting.type()) {
      case TEXT -> Texts.requireStorable("the text", text, TEXT_BYTES);
      case INTEGER -> within(setting, text, integer(setting, text));
      case DECIMAL -> decimal(setting, text);
      case BOOLEAN -> bool(text);
      case DURATION ->
          Duration.ofMillis(within(setting, text, measured(text, MILLISECONDS, "30s")));
      case SIZE -> within(setting, text, measured(text, BYTES, "64MB"));
      case PATH -> path(text, userHome);
      case SECRET -> secret(setting, text);
    };
  }

  private static long integer(Setting setting, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw MemoryException.invalid(
          "'"
              + text
              + "' is not a whole number; write for example "
              + setting.defaultText().orElse(Long.toString(Math.max(1, setting.minimum()))));
    }
  }

  private static double decimal(Setting setting, String text) {
    if (!DECIMAL.matcher(text.strip()).matches()) {
      throw MemoryException.invalid(
          "'"
              + text
              + "' is not a number; write for example "
              + setting.defaultText().orElse("0.5"));
    }
    double value = Double.parseDouble(text.strip());
    if (value < setting.minimum() || value > setting.maximum()) {
      throw outOfRange(setting, text);
    }
    return value;
  }

  private static boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw MemoryException.invalid("'" + text + "' must be true or false");
    };
  }

  private static long measured(String text, Map<String, Long> units, String example) {
    Matcher matcher = WITH_UNIT.matcher(text.strip());
    Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw MemoryException.invalid(
          "'"
              + text
              + "' must be a whole number with a unit, for example "
              + example
              + "; units are "
              + unitNames(units));
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException e) {
      throw MemoryException.invalid("'" + text + "' is too large; write for example " + example);
    }
  }

  private static String unitNames(Map<String, Long> units) {
    boolean sizes = units.containsKey("mb");
    return sizes ? "B, KB, MB, GB" : "ms, s, m, h, d";
  }

  private static long within(Setting setting, String text, long value) {
    if (value < setting.minimum() || value > setting.maximum()) {
      throw outOfRange(setting, text);
    }
    return value;
  }

  private static MemoryException outOfRange(Setting setting, String text) {
    return MemoryException.invalid(
        "'"
            + text
            + "' is out of range; it must be "
            + range(setting.type(), setting.minimum(), setting.maximum()));
  }

  /** Returns a range as people read it. */
  static String range(SettingType type, long minimum, long maximum) {
    String from = spelled(type, minimum);
    String to = spelled(type, maximum);
    if (maximum == Long.MAX_VALUE) {
      return "at least " + from;
    }
    return minimum == Long.MIN_VALUE ? "at most " + to : from + " to " + to;
  }

  private static String spelled(SettingType type, long value) {
    return switch (type) {
      case DURATION -> withUnit(value, new String[] {"d", "h", "m", "s"}, MILLISECONDS, "ms");
      case SIZE -> withUnit(value, new String[] {"GB", "MB", "KB"}, BYTES, "B");
      default -> Long.toString(value);
    };
  }

  private static String withUnit(
      long value, String[] largestFirst, Map<String, Long> units, String smallest) {
    for (String unit : largestFirst) {
      long factor = units.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
      if (value != 0 && value % factor == 0) {
        return value / factor + unit;
      }
    }
    return value + smallest;
  }

  /**
   * Returns a path, with {@code ~} at the start replaced by the user's home folder.
   *
   * @throws MemoryException INVALID if it is blank or no path
   */
  static Path path(String text, Path userHome) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw MemoryException.invalid("the path is empty; name a file or folder");
    }
    try {
      boolean tilde = stripped.equals("~") || stripped.startsWith("~/");
      return tilde
          ? userHome.resolve(stripped.substring(Math.min(2, stripped.length())))
          : Path.of(stripped);
    } catch (InvalidPathException e) {
      throw MemoryException.invalid("'" + text + "' is not a path: " + e.getReason());
    }
  }

  private static String secret(Setting setting, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() && !setting.emptyAllowed()) {
      throw MemoryException.invalid("the secret is empty; leave the setting out or give its value");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw MemoryException.invalid(
          "the secret contains a line break or another control character; remove it");
    }
    return stripped;
  }
}
