package dev.recollect.memory.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextAnalyzerTest {

  private final TextAnalyzer analyzer = TextAnalyzer.english();

  /** One line a text: the text, a tab, its terms as {@code stem:hash}. */
  static List<String> golden() throws IOException {
    try (InputStream file = TextAnalyzerTest.class.getResourceAsStream("golden-terms.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("//")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void terms_areThoseOfTheGoldenFile(String line) {
    String text = line.substring(0, line.indexOf('\t'));
    String terms = line.substring(line.indexOf('\t') + 1);
    assertThat(describe(text))
        .as("terms changed: raise the revision in the identity, then mend the file")
        .isEqualTo(terms);
  }

  private String describe(String text) {
    return analyzer.terms(text).stream()
        .map(term -> term.stem() + ":" + Integer.toHexString(term.hash()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void identity_namesChainAndRevision() {
    assertThat(analyzer.identity()).isEqualTo("english-snowball-stop-porter/1");
  }

  @Test
  void terms_sayWhereTheWordStands() {
    Term term = analyzer.terms("The boats sank").get(0);
    assertThat(term.start()).isEqualTo(4);
    assertThat(term.end()).isEqualTo(9);
    assertThat(term.stem()).isEqualTo("boat");
  }

  @Test
  void terms_fromManyThreads_areTheSame() throws Exception {
    List<Term> expected = analyzer.terms("Sam's boats were sold in Bergen");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Term>>> found =
          java.util.stream.IntStream.range(0, 200)
              .mapToObj(
                  n -> threads.submit(() -> analyzer.terms("Sam's boats were sold in Bergen")))
              .toList();
      for (Future<List<Term>> one : found) {
        assertThat(one.get()).isEqualTo(expected);
      }
    }
  }
}
