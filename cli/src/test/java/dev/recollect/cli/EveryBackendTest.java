package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The same conversations, searches and documents give the same answers wherever memory lies. */
class EveryBackendTest {

  static final List<String> TYPES = TestStore.TYPES;

  private static final Pattern DAY =
      Pattern.compile(
          "\\d{1,2} [A-Z][a-z]+ \\d{4}|\\d{4}-\\d\\d-\\d\\d(T[0-9:.]+Z| \\d\\d:\\d\\d)?");

  @TempDir private Path temporary;

  private final StringBuilder transcript = new StringBuilder();
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void writeDocuments() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("notes"));
    Files.writeString(
        folder.resolve("harbour.md"),
        "# Bergen\n\n## Guest berths\n\nA guest berth costs 320 kroner a night, with electricity.\n");
    Files.writeString(
        folder.resolve("crew.txt"), "Ingrid sails on Tuesdays. The cook is called Olav.");
    Files.writeString(
        folder.resolve("boat.txt"), "The mast of Petrel is eleven metres high. Her sails are red.");
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void theSameScript_givesTheSameAnswers(String type) throws IOException {
    try (TestStore store = TestStore.of(type, temporary)) {
      environment = new HashMap<>(store.environment(type));
      environment.put("RECOLLECT_HOME", temporary.resolve("home").toString());
      environment.put("RECOLLECT_MEMORY_RECALL_BACKEND", type);
      environment.put("RECOLLECT_MEMORY_ARCHIVAL_BACKEND", type);
      converse();
      useDocuments();
      assertThat(transcript.toString()).isEqualTo(golden());
    }
  }

  private void converse() {
    chat(
        "ada",
        "My dog is called Biscuit and we live in Bergen.",
        "I am allergic to walnuts.",
        "The key of the boat hangs behind the kitchen door.");
    chat("eve", "My dog is called Waffle.", "What am I allergic to?");
    chat(
        "ada",
        "What is my dog called?",
        "What am I allergic to?",
        "Where does the key hang?",
        "Actually my dog is now called Toffee.",
        "What is my dog called?");
    run("", "search", "--agent", "ada", "--tier", "recall", "--top-k", "3", "where is the key");
    run("", "search", "--agent", "ada", "--top-k", "2", "food that is dangerous");
  }

  private void useDocuments() {
    String notes = temporary.resolve("notes").toString();
    run("", "load", "directory", "--name", "notes", "--input-dir", notes);
    run("", "load", "directory", "--name", "notes", "--input-dir", notes);
    run("", "attach", "--agent", "eve", "--source", "notes");
    chat(
        "ada",
        "/attach notes",
        "What does a guest berth cost?",
        "How high is the mast of Petrel?",
        "/archival who cooks",
        "/detach notes",
        "How high is the mast of Petrel?");
    chat("eve", "How high is the mast of Petrel?", "What is my dog called?", "/sources");
    run("", "list", "agents");
  }

  private void chat(String agent, String... lines) {
    run(String.join("\n", lines) + "\n", "run", "--agent", agent);
  }

  private void run(String input, String... arguments) {
    CommandLineRun run = CommandLineRun.of(environment, input, arguments);
    assertThat(run.code()).as(run.error()).isZero();
    transcript.append("$ ").append(shown(String.join(" ", arguments))).append('\n');
    input.lines().forEach(line -> transcript.append("> ").append(line).append('\n'));
    transcript.append(shown(run.output()));
  }

  /** What depends on the day and on the folder of the test is left out. */
  private String shown(String text) {
    return DAY.matcher(text.replace(temporary.toString(), "FOLDER")).replaceAll("DAY");
  }

  private static String golden() throws IOException {
    try (InputStream file = EveryBackendTest.class.getResourceAsStream("every-backend.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
