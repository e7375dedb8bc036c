package dev.recollect.agent.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads tables of cases from resources: a line each, fields parted by bars. */
final class Cases {

  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");

  private Cases() {}

  /** Returns the fields of each line that is no comment. */
  static List<List<String>> read(String resource) {
    return lines(resource).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> List.of(BAR.split(line.strip())))
        .toList();
  }

  /** Returns all lines. */
  static List<String> lines(String resource) {
    try (InputStream stream = Objects.requireNonNull(Cases.class.getResourceAsStream(resource));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the cases of " + resource, e);
    }
  }
}
