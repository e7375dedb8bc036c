package dev.recollect.memory.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.value.SparseVector;
import org.junit.jupiter.api.Test;

class SparseEncoderTest {

  private final SparseEncoder encoder = new SparseEncoder(TextAnalyzer.english());

  @Test
  void encode_ofTextWithoutTerms_isEmpty() {
    assertThat(encoder.encode("what is it, if not this?").size()).isZero();
    assertThat(encoder.encode("").size()).isZero();
  }

  @Test
  void encode_weighsByFrequencyAndLength() {
    SparseVector vector = encoder.encode("boat boat harbour");
    // len 3, L 40, k1 0.9, b 0.4: k1 (1 - b + b len / L) = 0.567
    assertThat(weight(vector, "boat")).isCloseTo(2 * 1.9 / (2 + 0.567), within(1e-6));
    assertThat(weight(vector, "harbour")).isCloseTo(1.9 / (1 + 0.567), within(1e-6));
  }

  @Test
  void encode_ofLongerText_weighsEachTermLess() {
    double alone = weight(encoder.encode("boat"), "boat");
    double among = weight(encoder.encode("boat " + "harbour ".repeat(100)), "boat");
    assertThat(among).isLessThan(alone);
  }

  @Test
  void encode_dependsOnTextAlone() {
    assertThat(encoder.encode("We sold the boat."))
        .isEqualTo(new SparseEncoder(TextAnalyzer.english()).encode("We sold the boat."));
  }

  private static double weight(SparseVector vector, String word) {
    int term = TextAnalyzer.english().terms(word).get(0).hash();
    for (int index = 0; index < vector.size(); index++) {
      if (vector.term(index) == term) {
        return vector.weight(index);
      }
    }
    return 0;
  }
}
