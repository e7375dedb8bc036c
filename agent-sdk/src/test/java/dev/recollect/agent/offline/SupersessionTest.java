package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SupersessionTest {

  static Stream<List<String>> pairs() {
    return Cases.read("supersession.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void replaces_pairOfTable_isAsTheTableSays(List<String> pair) {
    assertThat(Supersession.replaces(pair.get(2), pair.get(1)))
        .isEqualTo(pair.get(0).equals("replaces"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void replaces_sameText_isNoReplacement(List<String> pair) {
    assertThat(Supersession.replaces(pair.get(1), pair.get(1))).isFalse();
  }
}
