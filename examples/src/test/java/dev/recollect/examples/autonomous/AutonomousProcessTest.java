package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ExampleProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The autonomous example in processes that are really killed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AutonomousProcessTest {

  private static final int KILLS = Math.max(2, Integer.getInteger("test.repetitions", 10) / 3);
  private static final int SIGKILLED = 137;
  private static final List<String> SCRIPT =
      List.of("plan", "write_file", "compute", "write_file", "read_file", "list_files", "finish");

  @TempDir private Path folder;

  private ExampleProcess start(Class<?> main, String... arguments) throws IOException {
    return ExampleProcess.start(folder, Map.of(), main, arguments);
  }

  private Ended run(Map<String, String> environment, String... arguments) throws IOException {
    return ExampleProcess.run(folder, environment, AutonomousCommand.class, arguments);
  }

  private List<Journal.Action> journal() {
    return Journal.open(folder.resolve("workspace/.journal.jsonl")).actions();
  }

  private void assertEachActOnce() {
    assertThat(journal()).extracting(Journal.Action::tool).containsExactlyElementsOf(SCRIPT);
    assertThat(journal()).extracting(Journal.Action::key).doesNotHaveDuplicates();
    assertThat(folder.resolve("workspace/report.txt"))
        .hasContent("The three berths are 4.5 m deep on average.");
  }

  @Test
  void killedAfterTheThirdAct_aSecondProcessFinishesFromMemoryAndRepeatsNone() throws IOException {
    long first;
    try (ExampleProcess process = start(AutonomousCommand.class, "--model", "scripted:3")) {
      process.await("silent now");
      first = process.pid();
      assertThat(process.kill().exitCode()).isEqualTo(SIGKILLED);
    }
    assertThat(journal()).extracting(Journal.Action::tool).isEqualTo(SCRIPT.subList(0, 3));
    Ended second = run(Map.of(), "--model", "scripted");
    assertThat(second.exitCode()).as(second.errors()).isZero();
    assertThat(second.output())
        .contains("done before: 3 acts", "reached: report.txt is written: 4.5 m on average.")
        .noneMatch(line -> line.startsWith("plan") || line.startsWith("compute"));
    assertEachActOnce();
    assertThat(journal())
        .extracting(action -> action.process() == first)
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  void killedBeforeAnActWasWrittenDownByTheAgent_theActIsNotRepeated() throws IOException {
    try (ExampleProcess process = start(SilentInTheAct.class, "compute")) {
      process.await("silent now");
      process.kill();
    }
    assertThat(journal()).extracting(Journal.Action::tool).isEqualTo(SCRIPT.subList(0, 3));
    Ended second = run(Map.of(), "--model", "scripted");
    assertThat(second.exitCode()).as(second.errors()).isZero();
    assertThat(second.output()).contains("compute: 4.5");
    assertEachActOnce();
  }

  @Test
  void killedAtRandomMoments_itIsReachedWithEachActOnce() throws IOException {
    Random random = new Random();
    for (int life = 0; life < KILLS; life++) {
      try (ExampleProcess process = start(AutonomousCommand.class, "--model", "scripted")) {
        process.await("done before");
        // The moment of the kill is the random input of this test; nothing is awaited by it.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
        process.kill();
      }
    }
    Ended last = run(Map.of(), "--model", "scripted");
    assertThat(last.exitCode()).as(last.errors()).isZero();
    assertEachActOnce();
  }

  @Test
  void runAgain_aGoalThatWasReached_staysReached_untilItIsForgotten() throws IOException {
    assertThat(run(Map.of(), "--model", "scripted").exitCode()).isZero();
    Ended again = run(Map.of(), "--model", "scripted");
    assertThat(again.exitCode()).isZero();
    assertThat(again.output())
        .hasSize(4)
        .contains("done before: 7 acts", "memory: 7 texts in index auto-gpt");
    assertEachActOnce();
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
      assertEachActOnce();
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
