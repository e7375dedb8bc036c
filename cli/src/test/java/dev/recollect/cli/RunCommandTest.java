package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  @TempDir private Path home;

  private CommandLineRun run(String input, String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "run";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return CommandLineRun.of(home, input, arguments);
  }

  @Test
  void run_whatWasStated_isKnownToALaterRun_untilItIsCorrected() {
    run(
        "My dog is called Biscuit and we live in Bergen.\nI am allergic to walnuts.\n",
        "--agent",
        "ada");
    CommandLineRun asked =
        run(
            "What is my dog called?\nWhat am I allergic to?\nWhich city do I live in?\n",
            "--agent",
            "ada");
    assertThat(asked.code()).isZero();
    assertThat(asked.output()).contains("Biscuit").contains("walnuts").contains("Bergen");

    run("Actually my dog is now called Toffee.\n", "--agent", "ada");
    CommandLineRun again = run("What is my dog called?\n", "--agent", "ada");
    assertThat(again.output()).contains("Toffee").doesNotContain("is called Biscuit");
  }

  @Test
  void run_anotherAgent_doesNotKnow() {
    run("My dog is called Biscuit.\n", "--agent", "ada");
    CommandLineRun other = run("What is my dog called?\n", "--agent", "eve");
    assertThat(other.code()).isZero();
    assertThat(other.output()).doesNotContain("Biscuit").isNotBlank();
  }

  @Test
  void run_piped_printsOnlyAnswersOnOutput_andWhereMemoryLiesFirstOnError() {
    CommandLineRun run = run("hello\n\n/exit\nnever read\n");
    assertThat(run.code()).isZero();
    assertThat(run.answers()).hasSize(1);
    assertThat(run.error().lines().findFirst().orElseThrow())
        .contains("offline")
        .contains("state")
        .contains("recall")
        .contains("archival")
        .contains(home.toString())
        .contains("embedding: bge-small");
    assertThat(run.output()).doesNotContain("never read");
  }

  @Test
  void run_everyWayOfLeaving_endsWithZero() {
    for (String leaving : new String[] {"/exit", "exit", "quit", ""}) {
      assertThat(run(leaving + "\n").code()).isZero();
    }
  }

  @Test
  void run_slashCommands_showMemory() {
    CommandLineRun run =
        run(
            """
            My cat is called Mungo.
            /memory
            /archival
            /archival cat
            /recall
            /recall cat
            /help
            """);
    assertThat(run.code()).isZero();
    assertThat(run.output()).contains("[human]").contains("[persona]").contains("Mungo");
    assertThat(run.error()).doesNotContain("error");
  }

  @Test
  void run_context_showsTheTokensOfEachPart() {
    CommandLineRun run = run("My cat is called Mungo.\n/context\n");

    assertThat(run.code()).as(run.error()).isZero();
    assertThat(run.output().lines().map(String::strip))
        .anyMatch(line -> line.matches("[1-9][\\d,]*  blocks of core memory"))
        .anyMatch(line -> line.matches("[1-9][\\d,]*  6 tools"))
        .anyMatch(line -> line.matches("0  summary of what has left the window"))
        .anyMatch(line -> line.matches("[1-9][\\d,]*  messages"))
        .anyMatch(line -> line.endsWith("tokens together, the model's context window"));
  }

  @Test
  void run_linesThatCannotBeSent_areReported_andTheOthersAnswered() {
    byte[] nul = "a\u0000b\n".getBytes(StandardCharsets.UTF_8);
    byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'};
    byte[] large = ("x".repeat(10 * 1024 * 1024) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] good = "My cat is called Mungo.\n".getBytes(StandardCharsets.UTF_8);
    byte[] input = new byte[nul.length + surrogate.length + large.length + good.length];
    java.nio.ByteBuffer.wrap(input).put(nul).put(surrogate).put(large).put(good);
    CommandLineRun run = CommandLineRun.of(home, input, "run");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("U+0000").contains("UTF-8").contains("10485760 bytes");
    assertThat(run.error()).doesNotContain("\tat ");
    assertThat(run("What is my cat called?\n").output()).contains("Mungo");
  }

  @Test
  void run_controlCharactersAndEmoji_areKeptButNeverSteerTheTerminal() {
    CommandLineRun run =
        run("My ship is called \u001b[31mRosa\u001b[0m \uD83D\uDEA2.\nWhat is my ship called?\n");
    assertThat(run.code()).isZero();
    assertThat(run.output()).contains("Rosa").contains("\uD83D\uDEA2").doesNotContain("\u001b");
  }

  @Test
  void run_unknownModelOrBackend_namesTheNearest() {
    CommandLineRun model = run("hello\n", "--model", "ofline");
    assertThat(model.code()).isEqualTo(1);
    assertThat(model.error()).contains("ofline").contains("offline").doesNotContain("\tat ");
    CommandLineRun backend = run("hello\n", "--backend", "lucen");
    assertThat(backend.code()).isEqualTo(1);
    assertThat(backend.error()).contains("lucen").contains("lucene").doesNotContain("\tat ");
  }

  @Test
  void run_openaiWithoutKey_saysHowToSetIt() {
    CommandLineRun run = run("hello\n", "--model", "openai:gpt-5-mini");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("OPENAI_API_KEY").doesNotContain("\tat ");
  }

  @Test
  void run_unknownCommandInTheChat_namesThoseThereAre() {
    CommandLineRun run = run("/memroy\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("/memory");
  }

  @Test
  void run_homeThatIsAFile_isAClearError() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "x");
    CommandLineRun run = CommandLineRun.of(file, "hello\n", "run");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains(file.toString()).doesNotContain("\tat ");
  }

  @Test
  void run_wrongSettings_areAllReportedAtOnce() throws Exception {
    Files.writeString(
        home.resolve("recollect.properties"), "memory.blok.limit = 7\nmemory.io.threads = many\n");
    CommandLineRun run = run("hello\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("memory.block.limit").contains("memory.io.threads");
  }

  @Test
  void run_personaForAnAgentThatExists_saysThatItAppliesAtCreation() {
    run("hello\n", "--agent", "ada", "--persona", "I am Ada.");
    CommandLineRun again = run("/memory\n", "--agent", "ada", "--persona", "I am Eve.");
    assertThat(again.output()).contains("I am Ada.").doesNotContain("I am Eve.");
    assertThat(again.error()).contains("creation");
  }
}
