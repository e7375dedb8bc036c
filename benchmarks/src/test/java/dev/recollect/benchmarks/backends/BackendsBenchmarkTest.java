package dev.recollect.benchmarks.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendsBenchmarkTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false);
    return BackendsBenchmark.run(console, Map.of(), List.of(arguments));
  }

  @Test
  void twoBackends_printsATableOfWhichTheFirstIsTheMeasure() {
    int code = run("lucene", "inmemory", "--rows", "1000", "--rounds", "8");

    assertThat(code).as(error.toString(StandardCharsets.UTF_8)).isZero();
    List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.getFirst()).isEqualTo("| 1,000 records x 384 | lucene | inmemory |");
    assertThat(lines).hasSize(3 + Operation.values().length);
    assertThat(lines.subList(2, lines.size() - 1)).allMatch(line -> line.contains(" | 1.00 | "));
    assertThat(lines.getLast()).isEqualTo("| recall@10, all tenants | 1.00 | 1.00 |");
  }

  @Test
  void backendThatIsNot_isRefusedNamingThoseThatAre() {
    assertThat(run("lucene", "mongo")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("there is no backend 'mongo'; there are ", "inmemory, lucene, milvus, pgvector");
  }

  @Test
  void withoutBackends_orTooFewRowsOrRounds_isRefused() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("lucene", "--rows", "10")).isEqualTo(2);
    assertThat(run("lucene", "--rounds", "1")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("--rows is 10; it must be at least 1000")
        .contains("--rounds is 1; it must be at least 2");
  }
}
