package dev.recollect.benchmarks.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final Bootstrap SMALL = new Bootstrap(2_000, 1);

  /** Rows of one column that is 1 with some probability, else 0. */
  private static double[][] coins(Random random, int count, double probability) {
    return IntStream.range(0, count)
        .mapToObj(row -> new double[] {random.nextDouble() < probability ? 1 : 0})
        .toArray(double[][]::new);
  }

  @Test
  void intervals_ofTheSameNumbers_areTheSame() {
    double[][] rows = coins(new Random(3), 200, 0.4);

    assertThat(SMALL.intervals(rows)).containsExactly(SMALL.intervals(rows));
    assertThat(new Bootstrap(2_000, 2).intervals(rows)).isNotEqualTo(SMALL.intervals(rows));
  }

  @Test
  void intervals_areKnownToTheLastDigit() {
    double[][] rows = {{0, 1}, {1, 0}, {0.5, 0}, {1, 1}};

    assertThat(new Bootstrap(1_000, 42).intervals(rows))
        .containsExactly(new Interval(0.25, 1), new Interval(0, 1));
  }

  @Test
  void interval_ofAConstant_isThatNumber() {
    double[][] rows = {{0.25}, {0.25}, {0.25}};

    Interval interval = SMALL.intervals(rows)[0];

    assertThat(interval.low()).isCloseTo(0.25, within(1e-12));
    assertThat(interval.high()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void interval_holdsTheTrueMeanAboutNinetyFiveTimesInAHundred() {
    Random random = new Random(7);
    int held = 0;
    for (int sample = 0; sample < 200; sample++) {
      Interval interval = new Bootstrap(500, sample).intervals(coins(random, 100, 0.3))[0];
      held += interval.contains(0.3) ? 1 : 0;
    }
    assertThat(held).isBetween(180, 198);
  }
}
