package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.fake.ManualClock;
import dev.recollect.memory.tck.server.TestServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recall and archival memory on Qdrant, state where there is a store for it. */
class QdrantRunTest {

  @TempDir private Path home;

  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void findServer() {
    TestServers servers = TestServers.ofThisProcess();
    settings.put("url", servers.url("qdrant", "start it with: servers/up qdrant"));
    servers.setting("qdrant", "key").ifPresent(key -> settings.put("key", key));
    settings.put("prefix", "test_" + UUID.randomUUID().toString().replace("-", ""));
  }

  @AfterEach
  void dropCollections() {
    if (!settings.containsKey("prefix")) {
      return;
    }
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.id().equals("qdrant"))
            .findFirst()
            .orElseThrow();
    try (IoExecutor io = new IoExecutor("unused", 1);
        Backend backend =
            provider.open(
                new BackendContext(
                    "main",
                    FakeSettings.of(provider.settings(), settings),
                    new ManualClock(),
                    home,
                    io))) {
      backend.collections(Cursor.START).items().stream()
          .map(CollectionSpec::name)
          .forEach(backend::dropCollection);
    }
  }

  private CommandLineRun run(String input, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("RECOLLECT_HOME", home.toString());
    environment.put("RECOLLECT_BACKEND_QDRANT_URL", settings.get("url"));
    environment.put("RECOLLECT_BACKEND_QDRANT_PREFIX", settings.get("prefix"));
    environment.put("QDRANT_API_KEY", settings.getOrDefault("key", ""));
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
    if (settings.containsKey("key")) {
      assertThat(stated.output() + stated.error()).doesNotContain(settings.get("key"));
    }
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
