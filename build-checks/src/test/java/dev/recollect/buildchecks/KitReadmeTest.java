package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java in the README of the kit stands, but for indentation, in the test that it links. */
class KitReadmeTest {

  private static final Path README = Path.of("..", "memory-tck", "README.md");
  private static final Pattern SAMPLE =
      Pattern.compile("\\]\\(([^)]+\\.java)\\)(?:(?!```).)*```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void samples_areInTheTestsTheyLink() throws IOException {
    Matcher sample = SAMPLE.matcher(Files.readString(README));
    int samples = 0;
    while (sample.find()) {
      Path source = README.resolveSibling(sample.group(1));
      assertThat(unindented(Files.readString(source)))
          .as(source.toString())
          .contains(unindented(sample.group(2)));
      samples++;
    }
    assertThat(samples).isEqualTo(3);
  }

  private static String unindented(String text) {
    return String.join("\n", text.lines().map(String::strip).toList());
  }
}
