package dev.recollect.memory.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a {@code .env} file: {@code NAME=value} a line, optionally after {@code export};
 * {@code #} at the start or behind a blank begins a comment. Between single quotes everything
 * stands for itself; between double quotes {@code \"}, {@code \\} and {@code \n} are a quote, a
 * backslash and a line feed. Nothing is substituted; of two lines with one name the later counts.
 * Immutable.
 *
 * @param variables by name, each with the number of its line
 * @param badLines lines that are neither empty nor a comment nor a variable, in order
 */
record EnvFile(Map<String, Variable> variables, List<BadLine> badLines) {

  /**
   * A variable.
   *
   * @param value what it is set to; may be a secret
   * @param line where, counted from 1
   */
  record Variable(String value, int line) {
    @Override
    public String toString() {
      return "line " + line;
    }
  }

  /**
   * A line that cannot be read.
   *
   * @param number its number, counted from 1
   * @param name the name it seems to set
   * @param fault what is wrong with it; nothing of its value
   */
  record BadLine(int number, String name, String fault) {}

  private static final Pattern IGNORED = Pattern.compile("\\s*(?:#.*)?");
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern SEEMING_NAME = Pattern.compile("\\s*(?:export\\s+)?([^\\s=:]*).*");
  private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'(?:\\s+#.*)?");
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"(?:\\s+#.*)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\n])");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String REPLACED = "\uFFFD";

  /** Copies. */
  EnvFile {
    variables = Map.copyOf(variables);
    badLines = List.copyOf(badLines);
  }

  /** Returns the variables of a file; none if it does not exist. */
  static EnvFile read(Path file, ConfigFaults faults) {
    if (!Files.isRegularFile(file)) {
      return new EnvFile(Map.of(), List.of());
    }
    try {
      // Bytes that are no UTF-8 become replacement characters: they may be another program's.
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      faults.add(file + " cannot be read: " + e);
      return new EnvFile(Map.of(), List.of());
    }
  }

  private static EnvFile parse(String text) {
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    Map<String, Variable> variables = new HashMap<>();
    List<BadLine> badLines = new ArrayList<>();
    int number = 0;
    for (String line : unmarked.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        add(matcher.group(1), matcher.group(2), number, variables, badLines);
      } else if (!IGNORED.matcher(line).matches()) {
        badLines.add(new BadLine(number, seemingName(line), "it must be NAME=value"));
      }
    }
    return new EnvFile(variables, badLines);
  }

  private static void add(
      String name,
      String text,
      int number,
      Map<String, Variable> variables,
      List<BadLine> badLines) {
    boolean quoted = text.startsWith("'") || text.startsWith("\"");
    Matcher single = SINGLE_QUOTED.matcher(text);
    Matcher twofold = DOUBLE_QUOTED.matcher(text);
    if (text.contains(REPLACED)) {
      badLines.add(new BadLine(number, name, "its value is not UTF-8"));
    } else if (single.matches()) {
      variables.put(name, new Variable(single.group(1), number));
    } else if (twofold.matches()) {
      variables.put(name, new Variable(unescaped(twofold.group(1)), number));
    } else if (quoted) {
      String fault = "a value that begins with a quote must end with it on the same line";
      badLines.add(new BadLine(number, name, fault));
    } else {
      variables.put(name, new Variable(COMMENT.matcher(text).replaceFirst(""), number));
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  private static String seemingName(String line) {
    Matcher matcher = SEEMING_NAME.matcher(line);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
