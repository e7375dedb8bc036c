package dev.recollect.memory.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {

  private static final String PLACE = "NOT RUN: " + Partly.class.getName();

  @TempDir private Path folder;

  @Test
  void run_testsOfOneClassWithOneReason_areOneLine() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Path file = Files.writeString(folder.resolve("not-run.txt"), "of an earlier run");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    run(new SkippedTests(new PrintStream(printed, true, StandardCharsets.UTF_8), file));
    assertThat(Files.readAllLines(file))
        .containsExactlyInAnyOrder(
            PLACE + " > needsAServer(): no server", PLACE + " > Inside (2 tests): too early");
    assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList())
        .isEqualTo(Files.readAllLines(file));
  }

  @Test
  void run_withoutAFile_onlyPrints() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    run(new SkippedTests(new PrintStream(printed, true, StandardCharsets.UTF_8), null));
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    assertThat(folder).isEmptyDirectory();
  }

  private static void run(SkippedTests listener) {
    // Listeners of the outer run would tell of these tests as if they were part of it.
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(config)
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(DiscoverySelectors.selectClass(Partly.class)))
                .build(),
            listener);
  }

  static class Partly {
    @Test
    void passes() {}

    @Test
    void needsAServer() {
      Assumptions.abort("no server");
    }

    @Nested
    class Inside {
      @Test
      void one() {
        Assumptions.abort("too early");
      }

      @Test
      void two() {
        Assumptions.abort("too early");
      }
    }
  }
}
