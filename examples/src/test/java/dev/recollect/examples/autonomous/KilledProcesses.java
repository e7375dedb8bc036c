package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.examples.shared.ExampleProcess;
import dev.recollect.examples.shared.ExampleProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The autonomous example in processes that are really killed, on some backend. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
abstract class KilledProcesses {

  private static final int KILLS = Math.max(2, Integer.getInteger("test.repetitions", 10) / 3);
  private static final int SIGKILLED = 137;

  @TempDir private Path folder;

  /** Returns the environment that chooses the backend, and an empty memory there. */
  abstract Map<String, String> environment();

  private ExampleProcess start(Class<?> main, String... arguments) throws IOException {
    return ExampleProcess.start(folder, environment(), main, arguments);
  }

  private Ended runToTheEnd() throws IOException {
    Ended ended =
        ExampleProcess.run(folder, environment(), AutonomousCommand.class, "--model", "scripted");
    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    return ended;
  }

  @Test
  void killedAfterTheThirdAct_aSecondProcessFinishesFromMemoryAndRepeatsNone() throws IOException {
    long first;
    try (ExampleProcess process = start(AutonomousCommand.class, "--model", "scripted:3")) {
      process.await("silent now");
      first = process.pid();
      assertThat(process.kill().exitCode()).isEqualTo(SIGKILLED);
    }
    assertThat(ScriptedRun.journal(folder))
        .extracting(Journal.Action::tool)
        .isEqualTo(ScriptedRun.TOOLS.subList(0, 3));
    Ended second = runToTheEnd();
    assertThat(second.output())
        .contains("done before: 3 acts", "reached: report.txt is written: 4.5 m on average.")
        .noneMatch(line -> line.startsWith("plan") || line.startsWith("compute"));
    ScriptedRun.assertEachActOnce(folder);
    assertThat(ScriptedRun.journal(folder))
        .extracting(action -> action.process() == first)
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  void killedBeforeAnActWasWrittenDownByTheAgent_theActIsNotRepeated() throws IOException {
    try (ExampleProcess process = start(SilentInTheAct.class, "compute")) {
      process.await("silent now");
      process.kill();
    }
    assertThat(ScriptedRun.journal(folder))
        .extracting(Journal.Action::tool)
        .isEqualTo(ScriptedRun.TOOLS.subList(0, 3));
    Ended second = runToTheEnd();
    assertThat(second.output()).contains("compute: 4.5");
    ScriptedRun.assertEachActOnce(folder);
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
    runToTheEnd();
    ScriptedRun.assertEachActOnce(folder);
  }
}
