package dev.recollect.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java of a README: every block stands, but for indentation, in a source file beside it, which
 * the tests run.
 */
public final class ReadmeSamples {

  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private ReadmeSamples() {}

  /** Compares the samples of a README with the sources in its folder. */
  public static void check(Path readme) throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(readme.getParent())) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(ReadmeSamples::unindented)
              .toList();
    }
    Matcher sample = SAMPLE.matcher(Files.readString(readme));
    int samples = 0;
    while (sample.find()) {
      String wanted = unindented(sample.group(1));
      assertThat(sources).as(wanted).anyMatch(source -> source.contains(wanted));
      samples++;
    }
    assertThat(samples).isPositive();
  }

  private static String unindented(Path file) {
    try {
      return unindented(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String unindented(String text) {
    return String.join("\n", text.lines().map(String::strip).toList());
  }
}
