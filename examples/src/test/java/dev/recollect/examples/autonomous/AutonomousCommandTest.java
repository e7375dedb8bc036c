package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ExampleProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The autonomous example as a command. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AutonomousCommandTest {

  @TempDir private Path folder;

  private Ended run(Map<String, String> environment, String... arguments) throws IOException {
    return ExampleProcess.run(folder, environment, AutonomousCommand.class, arguments);
  }

  @Test
  void runAgain_aGoalThatWasReached_staysReached_untilItIsForgotten() throws IOException {
    assertThat(run(Map.of(), "--model", "scripted").exitCode()).isZero();
    Ended again = run(Map.of(), "--model", "scripted");
    assertThat(again.exitCode()).isZero();
    assertThat(again.output())
        .hasSize(4)
        .contains("done before: 7 acts", "memory: 7 texts in index auto-gpt");
    ScriptedRun.assertEachActOnce(folder);
    Ended anew = run(Map.of(), "--model", "scripted", "--clear");
    assertThat(anew.output()).hasSize(11).contains("done before: 0 acts");
  }

  @Test
  void offlineModel_saysWhatItCannotDo_andDoesNothing() throws IOException {
    Ended ended = run(Map.of(), "Write a poem");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors())
        .contains("offline model: no language model")
        .contains("cannot pursue a goal; nothing was done")
        .contains("--model openai:NAME")
        .contains("OPENAI_BASE_URL");
    assertThat(folder.resolve("workspace")).doesNotExist();
  }

  @Test
  void languageModelBehindAServer_isAskedOverTheWire() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      Map<String, String> environment = Map.of("OPENAI_BASE_URL", server.url());
      Ended ended = run(environment, "--model", "openai:scripted");
      assertThat(ended.exitCode()).as(ended.errors()).isZero();
      ScriptedRun.assertEachActOnce(folder);
      assertThat(server.toolsOffered()).contains("plan", "finish", "archival_memory_search");
    }
  }

  @Test
  void languageModelThatNeverFinishes_isNotReached() throws IOException {
    try (ScriptedServer server = ScriptedServer.talking("I would rather talk.")) {
      Map<String, String> environment = Map.of("OPENAI_BASE_URL", server.url());
      Ended ended = run(environment, "--model", "openai:talker", "--cycles", "2");
      assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(3);
      assertThat(ended.output()).contains("not reached: I would rather talk.");
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void environment_choosesTheBackendAndTheIndex() throws IOException {
    Map<String, String> harbour =
        Map.of("MEMORY_BACKEND", "inmemory", "MEMORY_INDEX", "harbour office");
    assertThat(run(harbour, "--model", "scripted").output())
        .contains("memory: 7 texts in index harbour office");
    Ended unknown = run(Map.of("MEMORY_BACKEND", "pinecone"), "--model", "scripted");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("error: ").contains("there is no backend 'pinecone'");
  }

  @Test
  void wrongUsage_isExplained() throws IOException {
    assertThat(run(Map.of(), "--cycles", "many").exitCode()).isEqualTo(2);
    assertThat(run(Map.of(), "--help").output()).anyMatch(line -> line.contains("--folder=DIR"));
  }
}
