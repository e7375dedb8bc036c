package dev.recollect.memory.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecollectSampleTest {

  private static final Path SOURCES = Path.of("src");
  private static final String SAMPLE = "java/dev/recollect/memory/core/RecollectSampleTest.java";
  private static final String DOCUMENTED = "java/dev/recollect/memory/core/Recollect.java";

  @TempDir Path home;

  @Test
  void sample_runs() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Recollect memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .embeddingModel(new FakeEmbeddingModel())
            .open()) {
      tour(memory, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .endsWith("Sam's boat is called Petrel" + System.lineSeparator());
  }

  private static void tour(Recollect memory, PrintStream out) {
    // sample
    ArchivalMemory archive = memory.archival("ada");
    archive.insert("Sam's boat is called Petrel");
    archive
        .search("what is the boat called", 5)
        .forEach(hit -> out.println(hit.score() + " " + hit.text()));
    // end
  }

  @Test
  void sample_isTheOneInTheDocumentation() throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve("test").resolve(SAMPLE));
    List<String> stripped = lines.stream().map(String::strip).toList();
    List<String> sample =
        stripped.subList(stripped.indexOf("// sample") + 1, stripped.indexOf("// end"));
    String documented =
        Files.readString(SOURCES.resolve("main").resolve(DOCUMENTED)).replaceAll("\n \\* +", "\n");

    assertThat(documented)
        .contains(String.join("\n", sample).replace("out.println", "System.out.println"));
  }
}
