package dev.recollect.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.model.Usage;
import org.junit.jupiter.api.Test;

class TokenPriceTest {

  @Test
  void cost_isExact() {
    assertThat(TokenPrice.of("0.25", "2").cost(new Usage(1_000, 10)))
        .isEqualByComparingTo("0.00027");
    assertThat(TokenPrice.of("0.1", "0.2").cost(Usage.NONE)).isZero();
  }

  @Test
  void negativePrices_areRefused() {
    assertThatThrownBy(() -> TokenPrice.of("-1", "0")).hasMessageContaining("at least 0");
  }
}
