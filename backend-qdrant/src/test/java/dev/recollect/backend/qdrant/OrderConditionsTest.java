package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conditions on integers hold exactly for those that pass, whether the server compares doubles, as
 * it does without an index, or turns the bounds into integers, as it does with one.
 */
class OrderConditionsTest {

  private static final long[] CORNERS = {
    Long.MIN_VALUE,
    -(1L << 62),
    -(1L << 53) - 1,
    -(1L << 53),
    -1,
    0,
    1,
    (1L << 53) - 1,
    1L << 53,
    (1L << 53) + 1,
    (1L << 54) + 3,
    (1L << 62) + 511,
    1L << 62,
    Long.MAX_VALUE - 1_024,
    Long.MAX_VALUE - 512,
    Long.MAX_VALUE,
  };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofIntegers_corners_areExact(boolean asDoubles) {
    for (long lowest : around(CORNERS)) {
      assertExact(lowest, Long.MAX_VALUE, asDoubles);
      assertExact(Long.MIN_VALUE, lowest, asDoubles);
    }
  }

  @Test
  void ofIntegers_anyBounds_areExact() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      long lowest = random.nextLong() >> random.nextInt(64);
      long highest = random.nextLong() >> random.nextInt(64);
      assertExact(lowest, highest, round % 2 == 0);
    }
  }

  private static void assertExact(long lowest, long highest, boolean asDoubles) {
    Condition condition = OrderConditions.ofIntegers("size", lowest, highest);
    for (long value : around(lowest, highest, 0, 1L << 53, Long.MIN_VALUE, Long.MAX_VALUE)) {
      assertThat(holds(condition, value, asDoubles))
          .as("%d in [%d, %d]", value, lowest, highest)
          .isEqualTo(lowest <= value && value <= highest);
    }
  }

  private static List<Long> around(long... centres) {
    List<Long> values = new ArrayList<>();
    for (long centre : centres) {
      for (long step : new long[] {0, 1, 2, 511, 512, 513, 1_023, 1_024, 1_025, 2_048}) {
        values.add(centre + step);
        values.add(centre - step);
      }
    }
    return values;
  }

  private static boolean holds(Condition condition, long value, boolean asDoubles) {
    if (condition.hasFilter()) {
      Filter filter = condition.getFilter();
      return filter.getMustList().stream().allMatch(part -> holds(part, value, asDoubles))
          && filter.getMustNotList().stream().noneMatch(part -> holds(part, value, asDoubles))
          && (filter.getShouldCount() == 0
              || filter.getShouldList().stream().anyMatch(part -> holds(part, value, asDoubles)));
    }
    if (condition.hasHasId()) {
      return false;
    }
    if (condition.hasIsEmpty()) {
      return false;
    }
    return condition.getField().hasRange()
        ? holds(condition.getField().getRange(), value, asDoubles)
        : condition.getField().getMatch().getIntegers().getIntegersList().contains(value);
  }

  private static boolean holds(Range range, long value, boolean asDoubles) {
    if (asDoubles) {
      return (!range.hasGte() || (double) value >= range.getGte())
          && (!range.hasLte() || (double) value <= range.getLte());
    }
    return (!range.hasGte() || value >= (long) range.getGte())
        && (!range.hasLte() || value <= (long) range.getLte());
  }
}
