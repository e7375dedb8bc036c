package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those that OpenAI's cookbook prints for tiktoken. */
class TokenizersTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-4, antidisestablishmentarianism, 6",
    "gpt-4-turbo, 2 + 2 = 4, 7",
    "gpt-3.5-turbo, お誕生日おめでとう, 9",
    "gpt-5-mini, antidisestablishmentarianism, 6",
    "gpt-4o-mini, 2 + 2 = 4, 7",
    "gpt-4.1, お誕生日おめでとう, 8",
    "o3, お誕生日おめでとう, 8",
  })
  void of_modelWhoseTokeniserIsPublished_isExact(String model, String text, int tokens) {
    assertThat(Tokenizers.of(model).applyAsInt(text)).isEqualTo(tokens);
  }

  @Test
  void of_anyOtherModel_isTheEstimate() {
    assertThat(Tokenizers.of("llama3").applyAsInt("hello world, how are you")).isEqualTo(7);
    assertThat(Tokenizers.of("gpt-2").applyAsInt("")).isZero();
  }

  @Test
  void of_markersOfMessages_areLettersLikeOthers() {
    assertThat(Tokenizers.of("gpt-4o").applyAsInt("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void of_oneWordOfAHundredThousandLetters_isCounted() {
    assertThat(Tokenizers.of("gpt-4o").applyAsInt("x".repeat(100_000))).isBetween(1, 100_000);
  }
}
