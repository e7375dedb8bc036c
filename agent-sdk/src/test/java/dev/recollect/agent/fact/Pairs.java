package dev.recollect.agent.fact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Pairs of statements of a resource.
 *
 * @param update whether the newer one makes the older one out of date
 * @param older what was said before
 * @param newer what was said later
 */
record Pairs(boolean update, String older, String newer) {

  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");

  static List<Pairs> read(String resource) {
    try (InputStream stream = Objects.requireNonNull(Pairs.class.getResourceAsStream(resource))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> BAR.split(line.strip()))
          .map(fields -> new Pairs(fields[0].equals("update"), fields[1], fields[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
