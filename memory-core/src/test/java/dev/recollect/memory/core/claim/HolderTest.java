package dev.recollect.memory.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class HolderTest {

  private final Holder here = Holder.here();

  private Holder of(ProcessHandle process) {
    String started = process.info().startInstant().orElseThrow().toString();
    return new Holder(here.host(), process.pid(), started, "instance");
  }

  @Test
  void otherObjectOfThisProcess_isNotGone() {
    assertThat(Holder.here().goneAsSeenBy(here)).isFalse();
    assertThat(Holder.here().sameProcess(here)).isTrue();
    assertThat(Holder.here()).isNotEqualTo(here);
  }

  @Test
  void process_isGoneOnceItHasEnded() throws IOException, InterruptedException, ExecutionException {
    Process child =
        new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version").start();
    Holder holder = of(child.toHandle());
    child.waitFor();
    child.toHandle().onExit().get();
    assertThat(holder.goneAsSeenBy(here)).isTrue();
  }

  @Test
  void processThatRuns_isNotGone() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    assertThat(of(parent).goneAsSeenBy(here)).isFalse();
  }

  @Test
  void laterProcessWithTheSameId_isAnotherProcess() {
    Holder earlier =
        new Holder(here.host(), here.processId(), Instant.EPOCH.toString(), "instance");
    assertThat(earlier.goneAsSeenBy(here)).isTrue();
  }

  @Test
  void processOfAnotherHost_isNotKnownToBeGone() {
    Holder elsewhere = new Holder("elsewhere", 1, Instant.EPOCH.toString(), "instance");
    assertThat(elsewhere.goneAsSeenBy(here)).isFalse();
  }
}
