package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application by somebody else: its one dependency is the starter, its version is the BOM's, and
 * a Maven of its own builds it.
 */
class StarterTest {

  private static final Path PROJECT = Path.of("third-party", "shelf");

  @TempDir static Path folder;

  private static OutsideBuild build;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(OutsideBuild.maven()), "Maven does not run these tests: no `mvn` known");
    assumeTrue(PublishedRepository.isPossible(), "`mvn test` packages nothing; `mvn verify` does");
    Path real = folder.toRealPath();
    PublishedRepository published = PublishedRepository.publish(real.resolve("published"));
    build = OutsideBuild.of(real, PROJECT, published);
    build.run("process-classes");
  }

  @Test
  void application_withADocument_answersFromIt(@TempDir Path home) throws Exception {
    Path documents = Files.createDirectories(home.resolve("documents"));
    Files.writeString(
        documents.resolve("engine.md"), "# Engine\n\nThe oil is changed every 200 hours.\n");

    assertThat(run(home.resolve("memory"), documents, "How often is the oil changed?"))
        .contains("engine.md")
        .contains("200 hours");
  }

  @Test
  void starter_bringsNoServersAndNoCommandLine() throws IOException {
    try (Stream<Path> ours = Files.list(folder.resolve("local/dev/recollect"))) {
      assertThat(ours.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "agent-sdk",
              "backend-lucene",
              "embeddings-onnx",
              "ingest",
              "memory-api",
              "memory-bom",
              "memory-core",
              "recollect-parent",
              "recollect-starter");
    }
  }

  private static String run(Path home, Path documents, String question)
      throws IOException, InterruptedException {
    Path target = build.project().resolve("target");
    String libraries = Files.readString(target.resolve("class-path")).strip();
    Path output = folder.resolve("output");
    Path error = folder.resolve("error");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    target.resolve("classes") + File.pathSeparator + libraries,
                    "org.example.shelf.Shelf",
                    home.toString(),
                    documents.toString(),
                    question))
            .redirectOutput(output.toFile())
            .redirectError(error.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(error)).isZero();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }
}
