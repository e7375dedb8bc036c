package dev.recollect.memory.tck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterOracleTest {

  private static final MemoryRecord RECORD =
      SampleRecords.builder(SampleRecords.ACME, "id")
          .sequence(7)
          .payload(
              Payload.builder()
                  .put("colour", "red")
                  .put("size", 5)
                  .put("tags", List.of("a", "b"))
                  .build())
          .build();

  @Test
  void matches_conditionThatHolds_isTrue() {
    assertThat(
            List.of(
                Filter.eq("colour", "red"),
                Filter.eq("tags", PayloadValue.of(List.of("a", "b"))),
                Filter.contains("tags", "b"),
                Filter.in("size", List.of(PayloadValue.of(4), PayloadValue.of(5))),
                Filter.gte("size", PayloadValue.of(5)),
                Filter.lte("sequence", PayloadValue.of(7)),
                Filter.exists("parent"),
                Filter.not(Filter.eq("weight", PayloadValue.of(1.0))),
                Filter.and(),
                Filter.not(Filter.or())))
        .allMatch(filter -> FilterOracle.matches(filter, RECORD));
  }

  @Test
  void matches_conditionThatDoesNotHold_isFalse() {
    assertThat(
            List.of(
                Filter.eq("colour", "Red"),
                Filter.eq("tags", PayloadValue.of(List.of("b", "a"))),
                Filter.contains("tags", "ab"),
                Filter.gt("size", PayloadValue.of(5)),
                Filter.lt("sequence", PayloadValue.of(7)),
                Filter.exists("validTo"),
                Filter.lt("weight", PayloadValue.of(1.0)),
                Filter.or(),
                Filter.not(Filter.and())))
        .noneMatch(filter -> FilterOracle.matches(filter, RECORD));
  }
}
