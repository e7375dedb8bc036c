package dev.recollect.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReaderTest {

  @TempDir Path folder;

  private ExtractedDocument read(String markdown) throws IOException {
    return new DocumentReaders().read(Files.writeString(folder.resolve("a.md"), markdown));
  }

  private static Section section(String text, String... headings) {
    return new Section(List.of(headings), 0, text);
  }

  @Test
  void read_putsTextBelowItsHeadings() throws IOException {
    ExtractedDocument document =
        read(
            """
            Before.

            # Boats #

            All *boats*.

            ## Sails
            Main and `jib`.

            #### Deep
            Text.

            ## Oars
            Two.
            # Cars
            None.
            """);
    assertThat(document.title()).isEqualTo("Boats");
    assertThat(document.sections())
        .containsExactly(
            section("Before."),
            section("All *boats*."),
            section("Main and `jib`.", "Sails"),
            section("Text.", "Sails", "Deep"),
            section("Two.", "Oars"),
            section("None.", "Cars"));
  }

  @Test
  void read_knowsUnderlinedHeadings() throws IOException {
    ExtractedDocument document = read("Boats\nand *cars*\n=====\none\n\nOars\n---\ntwo\n");
    assertThat(document.title()).isEqualTo("Boats and cars");
    assertThat(document.sections()).containsExactly(section("one"), section("two", "Oars"));
  }

  @Test
  void read_takesMarkupOutOfHeadings() throws IOException {
    assertThat(read("## The **bold** `code` [link](http://x)\nText").sections())
        .containsExactly(section("Text", "The bold code link"));
  }

  @Test
  void read_findsNoHeadingInCode() throws IOException {
    String code = "```sh\n# comment\nls\n```\n\n    # indented\n\n~~~\n## no\n~~~";
    assertThat(read("# A\n" + code + "\n").sections()).containsExactly(section(code));
  }

  @Test
  void read_keepsTheIndentationOfCode() throws IOException {
    assertThat(read("# A\n\n    one\n    two\n").sections())
        .containsExactly(section("    one\n    two"));
  }

  @Test
  void read_takesTheTitleFromFrontMatter() throws IOException {
    ExtractedDocument document =
        read("---\nauthor: me\ntitle: \"The Boat\"\n---\n# Chapter\nText\n");
    assertThat(document.title()).isEqualTo("The Boat");
    assertThat(document.sections()).containsExactly(section("Text", "Chapter"));
  }

  @Test
  void read_ofTextBetweenRules_keepsIt() throws IOException {
    assertThat(read("---\nNot a key\n\n---\nText\n").sections())
        .extracting(Section::text)
        .asString()
        .contains("Not a key", "Text");
  }

  @Test
  void read_ofHeadingsAlone_isTheirText() throws IOException {
    ExtractedDocument document = read("# Plan\n## Sell the boat\n## Buy a car\n### Red\n");
    assertThat(document.title()).isEqualTo("Plan");
    assertThat(document.sections())
        .containsExactly(section("Sell the boat"), section("Red", "Buy a car"));
    assertThat(read("# Plan\n").sections()).containsExactly(section("Plan"));
  }

  @Test
  void read_ofEmptyHeadingsOrFrontMatterAlone_isRefused() {
    assertThatThrownBy(() -> read("#\n##\n")).hasMessageEndingWith("has no text");
    assertThatThrownBy(() -> read("---\ntitle: x\n---\n")).hasMessageEndingWith("has no text");
  }

  @Test
  void read_ofHostileNesting_ends() {
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          read(">".repeat(1_000_000) + " a");
          read("- ".repeat(200_000) + "a");
          read("# " + "*a ".repeat(200_000));
          read("# " + "[".repeat(900));
          read("a\n".repeat(2_000_000));
        });
  }
}
