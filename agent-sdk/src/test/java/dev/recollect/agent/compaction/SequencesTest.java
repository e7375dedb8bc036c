package dev.recollect.agent.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SequencesTest {

  @Property(tries = 200)
  void places_areReadAsTheyWereWritten(@ForAll Set<@LongRange(min = 1, max = 60) Long> places) {
    assertThat(Sequences.read(Sequences.write(places)))
        .containsExactlyElementsOf(new TreeSet<>(places));
  }

  @Test
  void neighbours_areWrittenAsRanges() {
    assertThat(Sequences.write(List.of(3L, 1L, 2L, 7L))).isEqualTo("1-3,7");
    assertThat(Sequences.write(List.of())).isEmpty();
  }

  @Test
  void whatIsNoPlaces_isCorrupt() {
    assertThatThrownBy(() -> Sequences.read("1-x"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CORRUPT));
  }
}
