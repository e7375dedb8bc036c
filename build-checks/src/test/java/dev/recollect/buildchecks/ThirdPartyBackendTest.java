package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend by somebody else: a project of its own that has only our published jars is built by a
 * Maven of its own, keeps the contract, and is put into the plugins folder of the command line.
 */
class ThirdPartyBackendTest {

  private static final Path PROJECT = Path.of("third-party", "drawer");
  private static final Path COMMAND_LINE = Path.of("..", "cli", "target", "recollect", "lib");

  @TempDir static Path folder;

  private static OutsideBuild build;
  private static String output;

  @TempDir Path home;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(OutsideBuild.maven()), "Maven does not run these tests: no `mvn` known");
    assumeTrue(PublishedRepository.isPossible(), "`mvn test` packages nothing; `mvn verify` does");
    Path real = folder.toRealPath();
    PublishedRepository published = PublishedRepository.publish(real.resolve("published"));
    build = OutsideBuild.of(real, PROJECT, published);
    output = build.run("package");
  }

  @Test
  void contract_ofTheKit_isKept() throws IOException {
    Path report = build.project().resolve("target/backend-contract/DrawerContractTest.txt");

    assertThat(output).contains("DrawerContractTest").contains("Failures: 0, Errors: 0");
    assertThat(report).exists();
  }

  @Test
  void build_seesNothingOfOursButApiAndKit() throws IOException {
    try (Stream<Path> ours = Files.list(folder.resolve("local/dev/recollect"))) {
      assertThat(ours.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("memory-api", "memory-bom", "memory-tck", "recollect-parent");
    }
  }

  @Test
  void plugin_chosenByConfiguration_answersInTheCommandLine() throws Exception {
    installPlugin();

    CommandLine told = commandLine("My boat is called Petrel.\n", "run", "--agent", "ada");
    CommandLine asked = commandLine("What is my boat called?\n", "run", "--agent", "ada");
    CommandLine found = commandLine("", "search", "--agent", "ada", "boat");

    assertThat(told.error()).contains("archival: drawer (SQLite in " + home);
    assertThat(told.code()).as(told.error()).isZero();
    assertThat(asked.output()).contains("Petrel");
    assertThat(found.output()).contains("My boat is called Petrel");
    assertThat(home.resolve("drawer.drawer")).exists();
  }

  @Test
  void plugin_isShownByDoctorAndList() throws Exception {
    installPlugin();

    CommandLine doctor = commandLine("", "doctor");
    CommandLine list = commandLine("", "list", "backends");

    assertThat(doctor.code()).as(doctor.output()).isZero();
    assertThat(doctor.output())
        .contains("drawer (2 jars)")
        .containsPattern("ok +backend drawer .*" + home);
    assertThat(list.output())
        .containsPattern("backend +drawer +1\\.0 +in use for archival\\. One SQLite file")
        .contains(home.resolve("plugins/drawer/drawer-1.0.jar").toString());
  }

  @Test
  void backend_withoutItsPlugin_isMissed() throws Exception {
    CommandLine run = commandLine("hello\n", "run");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.error()).contains("RECOLLECT_MEMORY_ARCHIVAL_BACKEND").contains("'drawer'");
  }

  private void installPlugin() throws IOException {
    Path plugin = Files.createDirectories(home.resolve("plugins/drawer"));
    try (Stream<Path> jars = Files.list(build.project().resolve("target/plugin"))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, plugin.resolve(jar.getFileName()));
      }
    }
  }

  /**
   * What the command line did.
   *
   * @param code its exit code
   * @param output what it printed as results
   * @param error everything else it printed
   */
  private record CommandLine(int code, String output, String error) {}

  private CommandLine commandLine(String input, String... arguments) throws Exception {
    assumeTrue(Files.isDirectory(COMMAND_LINE), "`mvn test` packages nothing; `mvn verify` does");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(COMMAND_LINE.resolve("*").toString());
    command.add("dev.recollect.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Files.writeString(folder.resolve("input"), input).toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(folder.resolve("error").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("RECOLLECT_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "RECOLLECT_HOME", home.toString(), "RECOLLECT_MEMORY_ARCHIVAL_BACKEND", "drawer"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      return new CommandLine(process.exitValue(), read("output"), read("error"));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }
}
