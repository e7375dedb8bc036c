package dev.recollect.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ExampleProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryAgentTest {

  private static final Path SOURCE =
      Path.of("src/main/java/dev/recollect/examples/LibraryAgent.java");

  @TempDir Path folder;

  @BeforeEach
  void writeLibrary() throws IOException {
    Path library = Files.createDirectories(folder.resolve("library/boat")).getParent();
    Files.writeString(
        library.resolve("boat/engine.md"),
        "# Engine\n\nThe engine oil of the Petrel is changed every 200 hours.\n");
    Files.writeString(
        library.resolve("harbour.txt"), "A guest berth in Bergen costs 320 kroner a night.\n");
  }

  @Test
  void main_withQuestions_answersEachFromTheRightFile() throws IOException {
    Ended ended =
        run(
            "library",
            "How often is the engine oil changed?",
            "What does a guest berth cost in Bergen?");

    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    assertThat(String.join("\n", ended.output()))
        .containsSubsequence("boat/engine.md", "200 hours", "harbour.txt", "320 kroner");
  }

  @Test
  void main_withAFolderThatIsNotThere_saysSoInOneLine() throws IOException {
    Ended ended = run("libary", "What does a guest berth cost?");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors()).isEqualToIgnoringNewLines("error: there is no folder libary");
  }

  @Test
  void main_withoutArguments_saysWhatIsMissing() throws IOException {
    Ended ended = run();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.errors()).isEqualToIgnoringNewLines("error: the argument FOLDER is missing");
  }

  @Test
  void body_ofTheClass_hasFewerThanTwentyLines() throws IOException {
    String source = Files.readString(SOURCE);
    String body =
        source.substring(
            source.indexOf("class LibraryAgent {\n") + "class LibraryAgent {\n".length(),
            source.lastIndexOf('}'));

    assertThat(body.lines().count()).isBetween(5L, 19L);
  }

  private Ended run(String... arguments) throws IOException {
    return ExampleProcess.run(folder, Map.of(), LibraryAgent.class, arguments);
  }
}
