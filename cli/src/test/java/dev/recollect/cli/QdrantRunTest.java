package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recall and archival memory on Qdrant, state where there is a store for it. */
class QdrantRunTest {

  @TempDir private Path home;

  @AutoClose private TestStore store;

  @BeforeEach
  void makeStore() {
    store = TestStore.of("qdrant", home);
  }

  private CommandLineRun run(String input, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("RECOLLECT_HOME", home.toString());
    environment.put("RECOLLECT_BACKEND_QDRANT_URL", store.setting("url"));
    environment.put("RECOLLECT_BACKEND_QDRANT_PREFIX", store.setting("prefix"));
    environment.put("QDRANT_API_KEY", store.key().orElse(""));
    return CommandLineRun.of(environment, input, arguments);
  }

  private CommandLineRun chat(String input) {
    return run(input, Map.of(), "run", "--agent", "ada", "--backend", "qdrant");
  }

  @Test
  void run_onQdrant_remembersAndKeepsTheStateInLucene() {
    CommandLineRun stated = chat("My dog is called Biscuit.\n");

    assertThat(stated.code()).as(stated.error()).isZero();
    assertThat(stated.error().lines().findFirst().orElseThrow())
        .contains("state: lucene")
        .containsPattern("recall: qdrant \\(.*Qdrant.* 1\\..* archival: qdrant \\(.*Qdrant.* 1\\.");
    store.key().ifPresent(key -> assertThat(stated.output() + stated.error()).doesNotContain(key));
    assertThat(chat("What is my dog called?\n").output()).contains("Biscuit");
    assertThat(
            run(
                    "",
                    Map.of(),
                    "search",
                    "--agent",
                    "ada",
                    "--tier",
                    "recall",
                    "--backend",
                    "qdrant",
                    "What is the dog called?")
                .output())
        .contains("Biscuit");
  }

  @Test
  void run_stateOnQdrant_isRefusedNamingWhoKeepsIt() {
    CommandLineRun refused =
        run(
            "Hello.\n",
            Map.of("RECOLLECT_MEMORY_STATE_BACKEND", "qdrant"),
            "run",
            "--agent",
            "ada",
            "--backend",
            "qdrant");

    assertThat(refused.code()).isNotZero();
    assertThat(refused.error()).contains("memory.state.backend", "no state store", "lucene");
  }
}
