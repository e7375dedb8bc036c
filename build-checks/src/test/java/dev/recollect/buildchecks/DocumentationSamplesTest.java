package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The samples of the pages in {@code docs} stand in code that is compiled and tested: a sample
 * behind {@code <!-- sample: FILE#TAG -->} is what FILE has between {@code tag::TAG[]} and {@code
 * end::TAG[]}, or the whole FILE without a tag.
 */
class DocumentationSamplesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "<!-- sample: ([^#\\s]+)(?:#(\\w+))? -->\\n```\\w*\\n(.*?)```\\n", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> samples_areWhatTheSourcesSay() throws IOException {
    return pages().stream().flatMap(DocumentationSamplesTest::samples);
  }

  @Test
  void page_onWritingABackend_hasSamples() {
    assertThat(samples(ROOT.resolve("docs/writing-a-backend.md"))).hasSizeGreaterThan(5);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
      return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static Stream<DynamicTest> samples(Path page) {
    return SAMPLE
        .matcher(read(page))
        .results()
        .map(sample ->
            DynamicTest.dynamicTest(
                page.getFileName() + " " + sample.group(1) + " " + sample.group(2),
                () -> assertThat(sample.group(3)).isEqualTo(source(sample))));
  }

  private static String source(MatchResult sample) {
    String text = read(ROOT.resolve(sample.group(1)));
    return sample.group(2) == null
        ? text
        : region(text, sample.group(2)).stripTrailing().stripIndent() + "\n";
  }

  private static String region(String text, String tag) {
    String begin = "tag::" + tag + "[]\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.lastIndexOf('\n', text.indexOf("end::" + tag + "[]")) + 1;
    assertThat(text).as("tag " + tag).contains(begin).contains("end::" + tag + "[]");
    return text.substring(from, to).replaceFirst("\\n+$", "\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
