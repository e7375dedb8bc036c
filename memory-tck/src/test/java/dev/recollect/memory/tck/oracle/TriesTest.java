package dev.recollect.memory.tck.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;

class TriesTest {

  @Test
  void forAll_propertyThatFails_namesASmallValueAndTheSeed() {
    assertThatThrownBy(() ->
            Tries.forAll(
                1,
                1_000,
                Arbitraries.integers().between(0, 1_000_000),
                number -> assertThat(number).isLessThan(1_000)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("fails for 1000 ")
        .hasMessageContaining("-Dtck.seed=1");
  }

  @Test
  void forAll_filterTrees_meetAllEightKinds() {
    Set<Class<?>> kinds = new HashSet<>();
    Tries.forAll(
        Tries.seed(),
        500,
        FilterArbitraries.trees(SampleRecords.spec()),
        filter -> collect(filter, kinds));
    assertThat(kinds).hasSize(8);
  }

  private static void collect(Filter filter, Set<Class<?>> kinds) {
    kinds.add(filter.getClass());
    switch (filter) {
      case Filter.And and -> and.parts().forEach(part -> collect(part, kinds));
      case Filter.Or or -> or.parts().forEach(part -> collect(part, kinds));
      case Filter.Not not -> collect(not.part(), kinds);
      default -> {}
    }
  }
}
