package dev.recollect.memory.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program of its own sees, without the flags of the tests' JVM. */
class RecollectProcessTest {

  @TempDir Path folder;

  @Test
  void open_inAPlainJvm_printsNothingOfItsOwn() throws Exception {
    Path errors = folder.resolve("errors");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(read(errors)).isEmpty();
    assertThat(read(output)).isEqualTo("Petrel");
    assertThat(process.exitValue()).isZero();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** A program that remembers something. */
  static final class Program {
    public static void main(String[] arguments) {
      try (Recollect memory =
          Recollect.builder()
              .home(Path.of(arguments[0]))
              .environment(Map.of())
              .set("memory.recall.backend", "inmemory")
              .set("memory.archival.backend", "inmemory")
              .embeddingModel(new FakeEmbeddingModel())
              .open()) {
        memory.archival("ada").insert("Petrel");
        List<String> found =
            memory.archival("ada").search("petrel", 1).hits().stream()
                .map(hit -> hit.text())
                .toList();
        System.out.print(found.get(0));
      }
    }
  }
}
