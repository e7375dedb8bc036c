package dev.recollect.backend.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store on a disk that is full: a small file system of memory, mounted for one process alone,
 * in a name space of its own, which needs no rights and goes with the process.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FullDiskTest {

  private static final int REPETITIONS = Integer.getInteger("test.repetitions", 10);

  @TempDir Path disk;

  @BeforeEach
  void requireMounts() throws IOException, InterruptedException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux") && run(mounted("true")).code() == 0,
        "no file system can be mounted here: `unshare --map-root-user --mount` needs Linux with"
            + " user namespaces, or root");
  }

  @Test
  void everyWrite_isRefusedWhole_readsGoOn_andTheNextWriteWorks() throws Exception {
    assertPasses("refuse");
  }

  @Test
  void callOfTwoTransactions_tellsWhatWasApplied() throws Exception {
    assertPasses("divide");
  }

  @Test
  void index_thatCannotGrow_losesNothing() throws Exception {
    assertPasses("index");
  }

  @Test
  void close_isNoFault_andNothingIsMissingAfterwards() throws Exception {
    assertPasses("close");
  }

  @Test
  void anyRestOfRoom_keepsWhatWasAcknowledged_andNothingElse() throws Exception {
    assertPasses("random", Integer.toString(REPETITIONS));
  }

  private void assertPasses(String scenario, String... more) throws Exception {
    List<String> child =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskChild.class.getName(),
                scenario,
                disk.toString()));
    child.addAll(List.of(more));
    Ended ended = run(mounted(child.toArray(String[]::new)));
    assertThat(ended.output()).endsWith(FullDiskChild.PASSED + "\n");
    assertThat(ended.code()).isZero();
  }

  private record Ended(int code, String output) {}

  private List<String> mounted(String... command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=24m tmpfs \"$0\" && exec \"$@\"",
                disk.toString()));
    all.addAll(List.of(command));
    return all;
  }

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Ended(-1, e.toString());
    }
    try (var output = process.inputReader()) {
      String text = output.lines().reduce("", (left, right) -> left + right + "\n");
      return new Ended(process.waitFor(), text);
    } finally {
      process.destroyForcibly();
    }
  }
}
