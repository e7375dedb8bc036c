package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Property
  void utf8Length_validText_equalsEncodedLength(@ForAll("texts") String text) {
    assertThat(Texts.utf8Length("text", text))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> texts() {
    return net.jqwik.api.Arbitraries.strings()
        .withChars('a', 'é', '€', 'א')
        .list()
        .map(parts -> String.join("😀", parts));
  }

  @Test
  void requireStorable_nul_isRefusedWithItsIndex() {
    assertThatThrownBy(() -> Texts.requireStorable("text", "ab\u0000", 10))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessageContaining("index 2");
  }

  @Test
  void requireStorable_unpairedSurrogates_areRefused() {
    for (String text : new String[] {"\uD800", "a\uD800b", "\uDC00", "\uDC00\uD800"}) {
      assertThatThrownBy(() -> Texts.requireStorable("text", text, 10))
          .hasMessageContaining("surrogate");
    }
  }

  @Test
  void requireStorable_atTheLimit_isAccepted_aboveIt_isRefused() {
    assertThat(Texts.requireStorable("text", "ééé", 6)).isEqualTo("ééé");
    assertThatThrownBy(() -> Texts.requireStorable("text", "éééa", 6))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
  }

  @Property
  void requireNonEmpty_someText_isReturned(
      @ForAll @NotBlank @net.jqwik.api.constraints.AlphaChars String text) {
    assertThat(Texts.requireNonEmpty("text", text, 1_000_000)).isSameAs(text);
  }
}
