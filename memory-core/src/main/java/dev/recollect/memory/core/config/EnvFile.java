package dev.recollect.memory.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: {@code NAME=value} a line, optionally after {@code export}; values may
 * stand in single or double quotes; {@code #} begins a comment. Nothing is substituted.
 */
final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1(?:\\s+#.*)?");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

  private EnvFile() {}

  /** Returns the variables of a file; none if it does not exist. */
  static Map<String, String> read(Path file, ConfigFaults faults) {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      faults.add(file + " cannot be read as UTF-8 text: " + e.getMessage());
      return Map.of();
    }
  }

  /** Lines of another form are passed over: the file belongs to other programs too. */
  private static Map<String, String> parse(List<String> lines) {
    Map<String, String> variables = new HashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        variables.put(matcher.group(1), unquoted(matcher.group(2)));
      }
    }
    return variables;
  }

  private static String unquoted(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? quoted.group(2) : COMMENT.matcher(text).replaceFirst("");
  }
}
