package dev.recollect.agent.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void of_abbreviationsAndInitials_doNotEndASentence() {
    assertThat(Sentences.of("Dr. Smith met J.R. Tolkien at 3 p.m. in St. Ives. He waved."))
        .containsExactly("Dr. Smith met J.R. Tolkien at 3 p.m. in St. Ives.", "He waved.");
  }

  @Test
  void of_lineEnds_endSentences() {
    assertThat(Sentences.of("first line\nsecond line\r\n\r\nthird"))
        .containsExactly("first line", "second line", "third");
  }

  @Test
  void of_decimals_stayTogether() {
    assertThat(Sentences.of("It costs 3.50 euros. Fine."))
        .containsExactly("It costs 3.50 euros.", "Fine.");
  }

  @Property
  void of_anyText_dropsNothingButBlanks(@ForAll String text) {
    String kept = Sentences.of(text).stream().collect(Collectors.joining());

    assertThat(withoutBlanks(kept)).isEqualTo(withoutBlanks(text));
  }

  private static String withoutBlanks(String text) {
    return text.codePoints()
        .filter(point -> !Character.isWhitespace(point) && point > ' ' && point != 0x85)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
