package dev.recollect.ingest.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.ingest.read.ExtractedDocument;
import dev.recollect.ingest.read.Section;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DocumentSplitterTest {

  private static final int MAXIMUM = 40;

  /** A start mark, an end mark, and of each run without white space each 4 characters. */
  private static int tokens(String text) {
    int tokens = 2;
    int run = 0;
    for (int index = 0; index < text.length(); index++) {
      run = Character.isWhitespace(text.charAt(index)) ? 0 : run + 1;
      tokens += run % 4 == 1 ? 1 : 0;
    }
    return tokens;
  }

  private static List<Piece> split(int maximum, int overlap, Section... sections) {
    return new DocumentSplitter(DocumentSplitterTest::tokens, maximum, overlap)
        .split("Boats", new ExtractedDocument("", List.of(sections)));
  }

  private static Section section(String text, String... headings) {
    return new Section(List.of(headings), 0, text);
  }

  private static String words(int count) {
    return String.join(" ", IntStream.range(0, count).mapToObj(number -> "w" + number).toList());
  }

  private static List<String> texts(List<Piece> pieces) {
    return pieces.stream().map(Piece::text).toList();
  }

  @Test
  void split_ofSectionThatFits_isOnePiece() {
    assertThat(split(MAXIMUM, 10, section(words(30), "Sails")))
        .containsExactly(new Piece(words(30), "Boats > Sails", List.of("Sails"), 0));
  }

  @Test
  void split_keepsSectionsApart() {
    List<Piece> pieces = split(MAXIMUM, 10, section(words(20), "A"), section(words(20), "B"));
    assertThat(pieces).extracting(Piece::context).containsExactly("Boats > A", "Boats > B");
  }

  @Test
  void split_endsPiecesBehindParagraphs() {
    String first = words(15) + ". And more.";
    String second = words(12) + ".";
    String third = words(12) + ".";
    assertThat(texts(split(MAXIMUM, 0, section(first + "\n\n" + second + "\n\n" + third))))
        .containsExactly(first + "\n\n" + second, third);
  }

  @Test
  void split_repeatsTheLastSentencesOfThePieceBefore() {
    List<String> sentences =
        IntStream.range(0, 12).mapToObj(number -> "One two three " + number + ".").toList();
    List<Piece> pieces = split(MAXIMUM, 12, section(String.join(" ", sentences), "A"));
    assertThat(texts(pieces)).hasSizeGreaterThan(1);
    for (int index = 1; index < pieces.size(); index++) {
      String before = pieces.get(index - 1).text();
      String last = before.substring(before.lastIndexOf("One"));
      assertThat(pieces.get(index).text()).contains(last).isNotEqualTo(last);
    }
  }

  @Test
  void split_mergesSmallNeighboursOfOneParent() {
    List<Piece> pieces =
        split(
            100,
            10,
            section("One.", "A", "B"),
            section("Two.", "A", "C"),
            section(words(80), "A", "D"),
            section("Three.", "E", "F"));
    assertThat(pieces.getFirst())
        .isEqualTo(new Piece("B\nOne.\n\nC\nTwo.", "Boats > A", List.of("A"), 0));
    assertThat(pieces).hasSize(3);
  }

  @Test
  void split_mergesNothingAcrossPagesOrParents() {
    Section first = new Section(List.of("A", "B"), 1, "One.");
    Section second = new Section(List.of("A", "C"), 2, "Two.");
    Section third = new Section(List.of("D", "C"), 2, "Three.");
    assertThat(texts(split(100, 10, first, second, third)))
        .containsExactly("One.", "Two.", "Three.");
  }

  @Test
  void split_cutsTheOutermostHeadingsFirst() {
    Section deep = section("Text.", words(5), words(6), "Inner");
    Piece piece = split(MAXIMUM, 0, deep).getFirst();
    assertThat(piece.context()).isEqualTo("Boats > Inner");
    assertThat(piece.headings()).hasSize(3);
    Section longest = section("Text.", words(500));
    assertThat(split(MAXIMUM, 0, longest).getFirst().context())
        .startsWith("w0 w1 w2")
        .endsWith("w7");
  }

  @Test
  void split_leavesRepeatedAndBlankNamesOut() {
    assertThat(split(MAXIMUM, 0, section("Text.", "Boats", " ", "A\nB")).getFirst().context())
        .isEqualTo("Boats > A B");
  }

  @Test
  void new_withImpossibleNumbers_isRefused() {
    assertThatThrownBy(() -> split(15, 0)).hasMessageContaining("at least 16");
    assertThatThrownBy(() -> split(40, 21)).hasMessageContaining("half of 40");
    assertThatThrownBy(() -> split(40, -1)).hasMessageContaining("half of 40");
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void split_losesNothingAndFits(
      @ForAll("documents") List<Section> sections,
      @ForAll @IntRange(min = 16, max = 120) int maximum,
      @ForAll @IntRange(min = 0, max = 8) int overlap) {
    List<Piece> pieces = split(maximum, overlap, sections.toArray(Section[]::new));
    assertFits(pieces, maximum);
    assertCovers(sections, pieces);
    if (overlap == 0) {
      long characters =
          pieces.stream().map(Piece::text).mapToLong(DocumentSplitterTest::solid).sum();
      long headings =
          sections.stream()
              .map(Section::headings)
              .map(List::toString)
              .mapToLong(String::length)
              .sum();
      long given =
          sections.stream().map(Section::text).mapToLong(DocumentSplitterTest::solid).sum();
      assertThat(characters).isBetween(given, given + headings);
    }
  }

  private static long solid(String text) {
    return text.chars().filter(character -> !Character.isWhitespace(character)).count();
  }

  private static void assertFits(List<Piece> pieces, int maximum) {
    for (Piece piece : pieces) {
      assertThat(piece.text()).isNotBlank();
      assertThat(tokens(piece.embedded())).isLessThanOrEqualTo(maximum);
      assertThat(tokens(piece.context())).isLessThanOrEqualTo(Math.max(2, maximum / 4));
      assertThat(Texts.utf8Length("piece", piece.embedded()))
          .isLessThanOrEqualTo(Limits.TEXT_BYTES);
    }
  }

  /** Each character of the input is found in the pieces, behind the one before it or repeated. */
  private static void assertCovers(List<Section> sections, List<Piece> pieces) {
    StringBuilder all = new StringBuilder();
    pieces.forEach(piece -> all.append(piece.text().replaceAll("\\s", "")));
    int position = 0;
    for (Section section : sections) {
      for (char character : section.text().toCharArray()) {
        if (!Character.isWhitespace(character)) {
          position = all.indexOf(String.valueOf(character), position) + 1;
          assertThat(position).as("%s in %s", section, pieces).isPositive();
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Section>> documents() {
    Arbitrary<String> bits =
        Arbitraries.oneOf(
            Arbitraries.of(" ", "\n", "\n\n", ". ", "? ", "\t", "\u00a0", "\n# "),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(300),
            Arbitraries.of("\uD83D\uDE00", "\u65e5\u672c\u8a9e\u306e\u3002", "na\u00efve"));
    Arbitrary<String> texts =
        bits.list()
            .ofMinSize(1)
            .ofMaxSize(60)
            .map(list -> String.join("", list))
            .filter(text -> !text.isBlank());
    Arbitrary<List<String>> headings =
        Arbitraries.of("A", "B", "Some longer heading", "x".repeat(80)).list().ofMaxSize(3);
    return Combinators.combine(headings, Arbitraries.integers().between(0, 2), texts)
        .as(Section::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Test
  void split_ofHugeTexts_countsEachSentenceTwiceAtMostAndEnds() {
    String sentence = "We sold the boat in the year of the great storm, and then we left. ";
    String text = sentence.repeat(16 * 1024 * 1024 / sentence.length());
    AtomicLong counted = new AtomicLong();
    DocumentSplitter splitter =
        new DocumentSplitter(
            part -> {
              counted.addAndGet(part.length());
              return tokens(part);
            },
            500,
            50);
    List<Piece> pieces = splitter.split("", new ExtractedDocument("", List.of(section(text, "A"))));
    assertThat(pieces).hasSizeGreaterThan(5_000);
    assertThat(counted.get()).isLessThan(text.length() * 23L / 10);
  }

  @Test
  void split_ofOneHugeWord_dividesIt() {
    for (String text :
        List.of(
            "x".repeat(1024 * 1024),
            "\uD83D\uDE00".repeat(512 * 1024),
            words(1_000_000),
            "? ".repeat(1_000_000),
            "a b " + "x".repeat(1024 * 1024) + " c d")) {
      List<Piece> pieces = split(500, 50, section(text, "A"));
      assertFits(pieces, 500);
      assertThat(new ArrayList<>(pieces)).hasSizeGreaterThan(10);
    }
  }
}
