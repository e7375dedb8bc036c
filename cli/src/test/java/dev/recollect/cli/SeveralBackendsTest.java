package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each tier on a backend of its own, and two stores of one kind: by configuration alone. */
class SeveralBackendsTest {

  static final List<String> TYPES = TestStore.TYPES;

  @TempDir private Path temporary;

  private final Map<String, String> environment = new HashMap<>();

  private CommandLineRun run(String input, String... arguments) {
    CommandLineRun run = CommandLineRun.of(environment, input, arguments);
    assertThat(run.code()).as(run.error()).isZero();
    return run;
  }

  private void use(TestStore recall, TestStore archival) {
    environment.put("RECOLLECT_HOME", temporary.resolve("home").toString());
    environment.putAll(recall.environment("talk"));
    environment.putAll(archival.environment("facts"));
    environment.put("RECOLLECT_MEMORY_RECALL_BACKEND", "talk");
    environment.put("RECOLLECT_MEMORY_ARCHIVAL_BACKEND", "facts");
  }

  private String firstLine() {
    return run("My boat is called Petrel.\n", "run", "--agent", "ada")
        .error()
        .lines()
        .findFirst()
        .orElseThrow();
  }

  private void assertRemembers() {
    CommandLineRun asked = run("What is my boat called?\n", "run", "--agent", "ada");
    assertThat(asked.output()).contains("Petrel");
    for (String tier : List.of("recall", "archival")) {
      assertThat(run("", "search", "--agent", "ada", "--tier", tier, "boat").output())
          .as(tier)
          .contains("Petrel");
    }
  }

  @ParameterizedTest
  @CsvSource({"pgvector, qdrant", "lucene, milvus", "qdrant, pgvector", "milvus, lucene"})
  void run_recallAndArchivalOnDifferentBackends_remembers(String recall, String archival) {
    try (TestStore talk = TestStore.of(recall, temporary);
        TestStore facts = TestStore.of(archival, temporary)) {
      use(talk, facts);
      assertThat(firstLine())
          .contains("recall: talk: " + recall)
          .contains("archival: facts: " + archival);
      assertRemembers();
    }
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void run_twoStoresOfOneKind_eachKeepsItsTier(String type) {
    try (TestStore talk = TestStore.of(type, temporary);
        TestStore facts = TestStore.of(type, temporary)) {
      use(talk, facts);
      firstLine();
      assertRemembers();

      environment.put("RECOLLECT_MEMORY_ARCHIVAL_BACKEND", "talk");
      assertThat(run("", "search", "--agent", "ada", "boat").output()).isEmpty();
    }
  }
}
