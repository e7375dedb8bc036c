package dev.recollect.benchmarks.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.memory.tck.server.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgvectorBenchmarkTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    Console console =
        new Console(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false);
    return PgvectorBenchmark.run(console, environment, List.of(arguments));
  }

  @Test
  void search_onASmallTable_printsRatiosAndRecall() {
    String url = TestServers.ofThisProcess().url("postgres", "start it with: servers/up postgres");

    int code = run(Map.of(PgvectorBenchmark.URL, url), "search", "recall", "--rows", "1000");

    assertThat(code).as(error.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.startsWith("search, 1,000 rows x 384, tenant of 1 %, top-10: "))
        .anyMatch(line -> line.startsWith("recall@10, 200 rows x 1536, whole table: "));
  }

  @Test
  void withoutAServer_saysHowToStartOne() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains(PgvectorBenchmark.URL + " is not set; start a server with: servers/up postgres");
  }

  @Test
  void tooFewRows_areRefused() {
    assertThat(run(Map.of(), "--rows", "10")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("--rows is 10; it must be at least 1000");
  }
}
