package dev.recollect.memory.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextSplitterTest {

  /** A token is a run without white space, or each 4 characters of it, like word pieces. */
  private static int tokens(String text) {
    int tokens = 0;
    for (String word : text.split("\\s+", -1)) {
      tokens += (word.length() + 3) / 4;
    }
    return tokens;
  }

  private static TextSplitter splitter(int maximumTokens) {
    return new TextSplitter(TextSplitterTest::tokens, maximumTokens);
  }

  @Property
  void split_losesNothing(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int most) {
    assertThat(String.join("", splitter(most).split(text))).isEqualTo(text);
  }

  @Property
  void split_makesPartsThatFit(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int most) {
    for (String part : splitter(most).split(text)) {
      assertThat(part).isNotEmpty();
      // A part grown from small units may count less as a whole than its units did, never more.
      assertThat(tokens(part)).isLessThanOrEqualTo(most);
    }
  }

  @Property
  void split_keepsSurrogatePairsTogether(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 5) int most) {
    for (String part : splitter(most).split(text)) {
      assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
      assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1))).isFalse();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(" ", "\n", "\n\n", ". ", "\r\n \r\n", "? ", "\t", "\u00a0"),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30),
            Arbitraries.of("😀", "日本語の文章。", "naïve", "𝔘𝔫𝔦", "e\u0301"));
    return pieces.list().ofMinSize(1).ofMaxSize(120).map(list -> String.join("", list));
  }

  @Test
  void split_ofShortText_isTheText() {
    assertThat(splitter(100).split("We sold the boat.")).containsExactly("We sold the boat.");
  }

  @Test
  void split_endsPartsBehindParagraphs() {
    String first = "One two three. Four five six.\n\n";
    String second = "Seven eight nine ten.";
    assertThat(splitter(9).split(first + second)).containsExactly(first, second);
  }

  @Test
  void split_ofLongParagraph_endsPartsBehindSentences() {
    assertThat(splitter(4).split("One two six. Ten four. One six two ten."))
        .containsExactly("One two six. ", "Ten four. ", "One six two ten.");
  }

  @Test
  void split_ofLongSentence_endsPartsBehindWords() {
    assertThat(splitter(2).split("one two six ten")).containsExactly("one two ", "six ten");
  }

  @Test
  void split_ofOneEndlessWord_dividesIt() {
    List<String> parts = splitter(1_000_000).split("x".repeat(3 * Limits.TEXT_BYTES));
    assertThat(String.join("", parts)).hasSize(3 * Limits.TEXT_BYTES);
    assertThat(parts)
        .allSatisfy(part ->
            assertThat(part.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(Limits.TEXT_BYTES));
  }
}
