package dev.recollect.benchmarks.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 1);

  /** A run of queries q0, q1 … with a measure m. */
  private static Scores run(double... values) {
    TreeMap<String, Map<String, Double>> byQuery = new TreeMap<>();
    for (int query = 0; query < values.length; query++) {
      byQuery.put("q" + query, Map.of("m", values[query]));
    }
    return new Scores(List.of("m"), byQuery);
  }

  private static double[] alternating(double even, double odd) {
    return IntStream.range(0, 100).mapToDouble(n -> n % 2 == 0 ? even : odd).toArray();
  }

  @Test
  void means_haveTheirIntervals() {
    Scores.Mean mean = run(alternating(0, 1)).means(BOOTSTRAP).get("m");

    assertThat(mean.value()).isEqualTo(0.5);
    assertThat(mean.interval().low()).isCloseTo(0.40, within(0.03));
    assertThat(mean.interval().high()).isCloseTo(0.60, within(0.03));
  }

  @Test
  void comparedWith_smallGainOnEveryQuery_isClearAlthoughTheIntervalsOverlap() {
    Scores other = run(alternating(0, 0.9));
    Scores mine = run(alternating(0.05, 0.95));

    Difference difference = mine.comparedWith(other, BOOTSTRAP).get(0);

    assertThat(difference.value()).isCloseTo(0.05, within(1e-9));
    assertThat(difference.interval().low()).isCloseTo(0.05, within(1e-9));
    assertThat(difference.clear()).isTrue();
    assertThat(difference.better()).isEqualTo(100);
    assertThat(difference.worse()).isZero();
  }

  @Test
  void comparedWith_gainsAndLossesThatCancel_isNotClear() {
    Difference difference =
        run(alternating(1, 0)).comparedWith(run(alternating(0, 1)), BOOTSTRAP).get(0);

    assertThat(difference.value()).isZero();
    assertThat(difference.clear()).isFalse();
    assertThat(difference.better()).isEqualTo(50);
    assertThat(difference.worse()).isEqualTo(50);
  }

  @Test
  void comparedWith_runOfFewerQueries_looksAtThoseOfBoth() {
    Difference difference = run(0.5, 0.5, 1).comparedWith(run(0, 1), BOOTSTRAP).get(0);

    assertThat(difference.mine()).isEqualTo(0.5);
    assertThat(difference.other()).isEqualTo(0.5);
  }

  @Test
  void comparedWith_runOfOtherQueries_isRefused() {
    Scores other = new Scores(List.of("m"), new TreeMap<>(Map.of("else", Map.of("m", 1.0))));

    assertThatThrownBy(() -> run(1).comparedWith(other, BOOTSTRAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no query in common");
  }
}
