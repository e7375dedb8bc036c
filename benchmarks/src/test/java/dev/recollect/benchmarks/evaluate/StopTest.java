package dev.recollect.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.data.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that somebody ends. */
class StopTest {

  @TempDir Path folder;

  private Process start() throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--data",
            DataFolder.small(folder.resolve("pets")).path().toString(),
            "--embedding",
            FakeEmbeddingProvider.ID,
            "--foreign",
            "10000000")
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void run_thatIsTerminated_deletesItsFolderBeforeItEnds() throws Exception {
    Process process = start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.startsWith("documents written")) {
        line = output.readLine();
      }
      assertThat(line).isEqualTo("documents written: 3 of 3");
      assertThat(folder.resolve("temporary")).isDirectoryContaining(StopTest::isStore);

      process.toHandle().destroy(); // process.destroy() would close its output

      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(output.lines()).contains("error: stopped; what was written is deleted");
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("temporary")).isDirectoryNotContaining(StopTest::isStore);
  }

  private static boolean isStore(Path path) {
    return path.getFileName().toString().startsWith("recollect-evaluate");
  }
}
