package dev.recollect.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryChoiceTest {

  @TempDir Path home;

  private Map<String, String> environment(String backend) {
    return Map.of("RECOLLECT_HOME", home.toString(), "MEMORY_BACKEND", backend);
  }

  @ParameterizedTest
  @CsvSource({"inmemory, inmemory", "lucene, lucene", "'', inmemory", "' lucene ', lucene"})
  void open_takesTheBackendThatTheEnvironmentNames_orTheStandard(String named, String expected) {
    try (Recollect memory = MemoryChoice.open(environment(named), "inmemory")) {
      assertThat(memory.placement().recall()).startsWith(expected);
      assertThat(memory.placement().archival()).startsWith(expected);
    }
  }

  @Test
  void open_ofABackendThatIsNotThere_saysWhichThereAre() {
    assertThatThrownBy(() -> MemoryChoice.open(environment("lucent"), "inmemory"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("there is no backend 'lucent'")
        .hasMessageContaining("lucene");
  }
}
