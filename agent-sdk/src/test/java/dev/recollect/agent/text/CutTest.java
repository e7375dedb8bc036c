package dev.recollect.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.value.Texts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutTest {

  @Property
  void plain_isNeverLongerThanAsked_andStorable(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int largest) {
    String cut = Cut.plain(Storable.of(text + "😀".repeat(20)), largest);
    assertThat(cut.length()).isLessThanOrEqualTo(largest);
    assertThat(Texts.utf8Length("text", cut)).isPositive();
  }

  @Property
  void storable_makesAnyTextStorable(@ForAll String text) {
    assertThat(Texts.utf8Length("text", Storable.of(text + "\0\ud800"))).isPositive();
  }

  @Test
  void storable_leavesGoodTextAlone() {
    assertThat(Storable.of("naïve 😀")).isEqualTo("naïve 😀");
  }

  @Test
  void noted_saysBothSizes() {
    assertThat(Cut.noted("x".repeat(30), 10))
        .isEqualTo("xxxxxxxxxx… [cut: the first 10 of 30 characters]");
    assertThat(Cut.noted("short", 10)).isEqualTo("short");
  }

  @Test
  void noted_underTokens_saysBothSizes() {
    ScriptedChatModel model = new ScriptedChatModel();
    String cut = Cut.noted("x".repeat(1_000), 60, model::countTokens);
    assertThat(model.countTokens(cut)).isLessThanOrEqualTo(60);
    assertThat(cut).endsWith("of 1000 characters]");
  }
}
