package dev.recollect.memory.core.text;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextAnalyzerTest {

  private final TextAnalyzer analyzer = TextAnalyzer.english();

  /** A file a language; one line a text: the text, a tab, its terms as {@code stem:hash}. */
  static Stream<Arguments> golden() {
    return TextAnalyzer.languages().stream()
        .flatMap(language -> lines(language).map(line -> Arguments.of(language, line)));
  }

  private static Stream<String> lines(String language) {
    String name = "golden/" + language + ".txt";
    try (InputStream file = TextAnalyzerTest.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().filter(line -> !line.startsWith("//")).toList();
      assertThat(lines).as(name).isNotEmpty();
      return lines.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void terms_areThoseOfTheGoldenFile(String language, String line) {
    String text = line.substring(0, line.indexOf('\t'));
    String terms = line.substring(line.indexOf('\t') + 1);
    assertThat(describe(TextAnalyzer.of(language).terms(text)))
        .as("terms changed: raise the revision in the identity of the language, then mend the file")
        .isEqualTo(terms);
  }

  private static String describe(List<Term> terms) {
    return terms.stream()
        .map(term -> term.stem() + ":" + Integer.toHexString(term.hash()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void identity_namesChainAndRevision() {
    assertThat(analyzer.identity()).isEqualTo("english-snowball-stop-porter/1");
    assertThat(TextAnalyzer.of("german").identity()).isEqualTo("german-lucene/1");
    assertThat(TextAnalyzer.of("standard").identity()).isEqualTo("standard-lucene/1");
    assertThat(TextAnalyzer.of("japanese").identity())
        .isEqualTo(TextAnalyzer.of("chinese").identity())
        .isEqualTo("cjk-lucene/1");
  }

  @Test
  void identities_differWhereTermsMay() {
    List<String> languages =
        TextAnalyzer.languages().stream()
            .filter(language -> !List.of("chinese", "japanese").contains(language))
            .toList();

    assertThat(languages)
        .extracting(language -> TextAnalyzer.of(language).identity())
        .doesNotHaveDuplicates();
  }

  @Test
  void of_unknownLanguage_namesTheNearestAndAll() {
    assertThatThrownBy(() -> TextAnalyzer.of("germn"))
        .satisfies(kind(ErrorKind.INVALID))
        .hasMessageStartingWith(
            "there is no analysis of the language 'germn'. Did you mean 'german'? There are: ")
        .hasMessageContaining("french")
        .hasMessageEndingWith("standard is for all others.");
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
