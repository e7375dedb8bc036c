package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentNamesTest {

  @Test
  void next_isTwoWords_andDependsOnTheNumbersAlone() {
    String name = new AgentNames(new Random(7)).next(taken -> false);
    assertThat(name).matches("[a-z]+-[a-z]+");
    assertThat(new AgentNames(new Random(7)).next(taken -> false)).isEqualTo(name);
  }

  @Test
  void next_ofTwoThousand_isNeverTaken() {
    AgentNames names = new AgentNames(new Random(7));
    Set<String> taken = new HashSet<>();
    for (int made = 0; made < 2_000; made++) {
      assertThat(taken.add(names.next(taken::contains))).isTrue();
    }
    assertThat(taken).anyMatch(name -> name.matches("[a-z]+-[a-z]+-2"));
  }
}
