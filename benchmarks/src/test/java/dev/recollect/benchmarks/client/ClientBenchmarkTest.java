package dev.recollect.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.memory.tck.server.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientBenchmarkTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    Console console =
        new Console(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false);
    return ClientBenchmark.run(console, environment, List.of(arguments));
  }

  @ParameterizedTest
  @CsvSource({"qdrant, RECOLLECT_BACKEND_QDRANT_URL", "milvus, RECOLLECT_BACKEND_MILVUS_URI"})
  void allOfASmallCollection_printsRatiosAndRecall(String store, String variable) {
    TestServers servers = TestServers.ofThisProcess();
    Map<String, String> environment = new HashMap<>();
    environment.put(variable, servers.url(store, "start it with: servers/up " + store));
    servers
        .setting(store, "key")
        .ifPresent(key -> environment.put("RECOLLECT_BACKEND_QDRANT_KEY", key));

    int code = run(environment, store, "--rows", "1000", "--rounds", "20");

    assertThat(code).as(error.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.startsWith("bulk upsert, 100 rows x 384: "))
        .anyMatch(line -> line.startsWith("search, 1,000 rows x 384, tenant of 1 %, top-10: "))
        .anyMatch(line -> line.startsWith("search, 1,000 rows x 384, whole, top-10: "));
  }

  @Test
  void withoutAServer_saysHowToStartOne() {
    assertThat(run(Map.of(), "milvus")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains(
            "RECOLLECT_BACKEND_MILVUS_URI is not set; start a server with: servers/up milvus");
  }

  @Test
  void withoutAStore_orTooFewRowsOrRounds_isRefused() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(run(Map.of(), "qdrant", "--rows", "10")).isEqualTo(2);
    assertThat(run(Map.of(), "qdrant", "--rounds", "1")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("--rows is 10; it must be at least 1000")
        .contains("--rounds is 1; it must be at least 2");
  }
}
