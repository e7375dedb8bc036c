package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State, recall and archival memory on PostgreSQL, by the unchanged command line. */
class PgvectorRunTest {

  @TempDir private Path home;

  @AutoClose private TestStore store;

  @BeforeEach
  void makeStore() {
    store = TestStore.of("pgvector", home);
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>(store.environment("pgvector"));
    variables.put("RECOLLECT_HOME", home.toString());
    return variables;
  }

  private CommandLineRun run(String input, String... arguments) {
    return CommandLineRun.of(environment(), input, arguments);
  }

  private CommandLineRun chat(String agent, String input) {
    return run(input, "run", "--agent", agent, "--backend", "pgvector");
  }

  @Test
  void run_onPostgres_keepsEverythingThereAndNothingInTheHomeFolder() throws IOException {
    CommandLineRun stated = chat("ada", "My dog is called Biscuit.\n");
    assertThat(stated.code()).as(stated.error()).isZero();
    assertThat(stated.error().lines().findFirst().orElseThrow())
        .contains(
            "state, recall, archival: pgvector (PostgreSQL", "schema " + store.setting("schema"));
    assertThat(stated.output() + stated.error()).doesNotContain(password());

    assertThat(chat("ada", "What is my dog called?\n").output()).contains("Biscuit");
    assertThat(
            run(
                    "",
                    "search",
                    "--agent",
                    "ada",
                    "--tier",
                    "recall",
                    "--backend",
                    "pgvector",
                    "What is the dog called?")
                .output())
        .contains("Biscuit");
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(file -> file.contains("lucene"));
    }
  }

  private String password() {
    return URI.create(store.setting("url")).getUserInfo().split(":", 2)[1];
  }

  @Test
  void run_inTwoProcessesAtOnce_shareTheDatabase() throws IOException, InterruptedException {
    Process other = start("ada");
    try (OutputStream input = other.getOutputStream();
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      say(input, "My boat is called Petrel.");
      assertThat(answers.readLine()).contains("Petrel");

      CommandLineRun bob = chat("bob", "My boat is called Gannet.\nWhat is my boat called?\n");
      assertThat(bob.code()).as(bob.error()).isZero();
      assertThat(bob.output()).contains("Gannet").doesNotContain("Petrel");
      assertThat(chat("ada", "What is my boat called?\n").output()).contains("Petrel");

      say(input, "What is my boat called?");
      assertThat(answers.readLine()).contains("Petrel");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(run("", "list", "agents", "--backend", "pgvector").output()).contains("ada", "bob");
  }

  private static void say(OutputStream input, String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private Process start(String agent) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "run",
            "--agent",
            agent,
            "--backend",
            "pgvector");
    builder.environment().putAll(environment());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
