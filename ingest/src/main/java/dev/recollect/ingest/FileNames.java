package dev.recollect.ingest;

import dev.recollect.memory.api.tier.NewDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What files are called: names may hold any character, and stand in one line of output. */
final class FileNames {

  /** The longest extension, so that {@code notes. see there} has none. */
  private static final Pattern EXTENSION = Pattern.compile("\\.[\\p{L}\\p{N}]{1,10}$");

  private static final Pattern SEPARATORS = Pattern.compile("[\\s_\\-.]+");
  private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

  private FileNames() {}

  /** Returns a path with {@code /} between its parts and control characters as escapes. */
  static String shown(Path path) {
    StringJoiner parts = new StringJoiner("/", path.isAbsolute() ? "/" : "", "");
    path.forEach(part -> parts.add(escaped(part.toString())));
    return bounded(parts.toString());
  }

  /** Returns what tells a folder from all others: how it is shown, and more if that may deceive. */
  static String origin(Path folder) {
    String shown = shown(folder);
    return leadsTo(shown, folder)
        ? shown
        : bounded(shown + " #" + Digests.sha256(folder.toUri().getRawPath()));
  }

  private static boolean leadsTo(String shown, Path path) {
    try {
      return Path.of(shown).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String escaped(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .forEach(point -> {
          if (Character.getType(point) == Character.SURROGATE) {
            shown.append('\uFFFD');
          } else if (Character.isISOControl(point) || point == 0x2028 || point == 0x2029) {
            shown.append(String.format("\\u%04x", point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    return shown.toString();
  }

  /** Of a name that is too long the end stays, which says more. */
  private static String bounded(String name) {
    String end = name;
    while (end.getBytes(StandardCharsets.UTF_8).length > NewDocument.NAME_BYTES) {
      int cut = end.offsetByCodePoints(0, Math.max(1, end.codePointCount(0, end.length()) / 4));
      end = end.substring(cut);
    }
    return end;
  }

  /**
   * Returns the title that a file's name amounts to, {@code boat maintenance} of {@code
   * boat-maintenance.txt}; empty if it has no word, such as {@code 4983.txt}.
   */
  static String title(Path file) {
    String stem = EXTENSION.matcher(String.valueOf(file.getFileName())).replaceFirst("");
    String title = SEPARATORS.matcher(escaped(stem)).replaceAll(" ").strip();
    return WORD.matcher(title).find() ? title : "";
  }
}
