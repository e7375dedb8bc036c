package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LotTest {

  @Test
  void of_knownIds_neverChanges() {
    assertThat(Lot.of("a")).isEqualTo(LOT_OF_A);
    assertThat(Lot.of("conversation/1")).isEqualTo(LOT_OF_MESSAGE);
  }

  private static final long LOT_OF_A = 1_095_849_132L;
  private static final long LOT_OF_MESSAGE = 2_116_243_045L;

  @Test
  void of_consecutiveIds_spreadsEvenly() {
    int[] tenths = new int[10];
    for (int number = 0; number < 10_000; number++) {
      tenths[(int) (Lot.of("main/" + number) * 10 / Lot.BOUND)]++;
    }
    for (int tenth : tenths) {
      assertThat(tenth).isBetween(850, 1_150);
    }
  }
}
