package dev.recollect.memory.api.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import org.junit.jupiter.api.Test;

class MemoryBlockTest {

  @Test
  void withValue_atTheLimitInCodePoints_isAccepted_aboveIt_teaches() {
    MemoryBlock block = MemoryBlock.of("human", "").withLimit(3);
    assertThat(block.withValue("😀😀😀").length()).isEqualTo(3);
    assertThatThrownBy(() -> block.withValue("abcd"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
        .hasMessageContaining("4 characters")
        .hasMessageContaining("3")
        .hasMessageContaining("archival");
  }

  @Test
  void of_oddLabel_isRefused() {
    for (String label : new String[] {"", "Human", "a b", "a/b", "x".repeat(65)}) {
      assertThatThrownBy(() -> MemoryBlock.of(label, "")).hasMessageContaining("label");
    }
  }
}
