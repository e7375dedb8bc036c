package dev.recollect.memory.core.internal.wiring;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.core.config.ConfigInputs;
import dev.recollect.memory.core.fake.ConfigTexts;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatePlacementTest {

  @TempDir Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private final FakeBackendProvider lucene = new FakeBackendProvider("lucene");
  private final FakeBackendProvider plain = new FakeBackendProvider("plain").withoutState();
  private final FakeBackendProvider full = new FakeBackendProvider("full");

  private String statePlace() {
    ConfigInputs inputs =
        new ConfigInputs(
            ConfigTexts.inCode(settings),
            Map.of(),
            Map.of(),
            new ConfigInputs.Folders(folder, folder, folder, null));
    OpenRequest request =
        new OpenRequest(
            inputs,
            getClass().getClassLoader(),
            false,
            List.of(lucene, plain, full),
            new FakeEmbeddingModel(),
            UnaryOperator.identity(),
            InstantSource.system(),
            List.of());
    try (Assembly assembly = Wiring.open(request)) {
      return assembly.statePlace();
    }
  }

  @Test
  void unset_recallWithStateStore_isThere() {
    settings.put("memory.recall.backend", "full");
    settings.put("memory.archival.backend", "plain");

    assertThat(statePlace()).startsWith("full");
    assertThat(lucene.diary()).isEmpty();
  }

  @Test
  void unset_recallWithoutStateStore_isLucene() {
    settings.put("memory.recall.backend", "plain");
    settings.put("memory.archival.backend", "full");

    assertThat(statePlace()).startsWith("lucene");
  }

  @Test
  void set_backendWithStateStore_isThereWhereverRecallLies() {
    settings.put("backend.main.type", "full");
    settings.put("memory.state.backend", "main");

    assertThat(statePlace()).startsWith("main: full");
    assertThat(lucene.diary()).containsExactly("open lucene", "close lucene");
  }

  @Test
  void set_backendWithoutStateStore_isRefusedNamingThoseThatHaveOne() {
    settings.put("backend.main.type", "full");
    settings.put("memory.state.backend", "plain");
    settings.put("memory.recall.backend", "main");

    assertThatThrownBy(this::statePlace)
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessage(
            "memory.state.backend: backend 'plain' (plain) has no state store; those that have one:"
                + " inmemory, lucene, main");
    assertThat(full.diary()).containsExactly("open main", "close main");
    assertThat(plain.diary()).containsExactly("open plain", "close plain");
  }
}
