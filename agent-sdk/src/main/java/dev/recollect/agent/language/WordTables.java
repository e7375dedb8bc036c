package dev.recollect.agent.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tables of words from resources: sections in brackets, lines, comments behind {@code #}. */
public final class WordTables {

  private WordTables() {}

  /**
   * Returns the lines of each section, in the order of the file.
   *
   * @param near a class of the package in which the resource lies
   * @param resource its name
   */
  public static Map<String, List<String>> read(Class<?> near, String resource) {
    try (InputStream stream = near.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from the jar");
      }
      return sections(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }

  private static Map<String, List<String>> sections(InputStream stream) throws IOException {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String trimmed = line.trim();
      if (trimmed.startsWith("[")) {
        section = new ArrayList<>();
        sections.put(trimmed.substring(1, trimmed.length() - 1), section);
      } else if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        section.add(trimmed);
      }
    }
    return sections;
  }
}
