package dev.recollect.buildchecks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of Maven outside this build: settings and a local repository of its own, so that nothing of
 * ours reaches it but by the published repository. What this build has downloaded before is there
 * for it to read, and nothing is written to it.
 */
final class OutsideBuild {

  private static final int MINUTES = 20;

  private final Path folder;
  private final Path maven;

  private OutsideBuild(Path folder, Path maven) {
    this.folder = folder;
    this.maven = maven;
  }

  /** Returns the program that runs this build; absent when something else runs the tests. */
  static Path maven() {
    return Path.of(System.getProperty("dev.recollect.maven.home", "absent"), "bin", "mvn");
  }

  /**
   * Prepares a build below a folder.
   *
   * @param project copied there
   */
  static OutsideBuild of(Path folder, Path project, PublishedRepository published)
      throws IOException {
    OutsideBuild build = new OutsideBuild(folder, maven());
    copy(project, build.project());
    Files.writeString(folder.resolve("settings.xml"), settings(folder, published));
    return build;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static String settings(Path folder, PublishedRepository published) {
    return """
    <settings>
      <localRepository>%s</localRepository>
      <profiles>
        <profile>
          <id>outside</id>
          <repositories>
            <repository><id>published</id><url>%s</url></repository>
            <repository><id>downloaded</id><url>%s</url></repository>
          </repositories>
          <pluginRepositories>
            <pluginRepository><id>downloaded</id><url>%s</url></pluginRepository>
          </pluginRepositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>outside</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(folder.resolve("local"), published.folder().toUri(), downloaded(), downloaded());
  }

  private static String downloaded() {
    return Path.of(System.getProperty("dev.recollect.maven.repository")).toUri().toString();
  }

  /** Returns the project's folder. */
  Path project() {
    return folder.resolve("project");
  }

  /**
   * Runs goals and returns what Maven printed.
   *
   * @throws AssertionError with the output if the build fails
   */
  String run(String... goals) throws IOException, InterruptedException {
    Path log = folder.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command(goals))
            .directory(project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String output = Files.readString(log);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError("the build outside failed:\n" + output);
      }
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(String... goals) {
    List<String> command =
        new ArrayList<>(
            List.of(
                maven.toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--settings",
                folder.resolve("settings.xml").toString()));
    if ("offline: true".equals(System.getProperty("dev.recollect.maven.offline"))) {
      // Offline, files may still be read.
      command.addAll(List.of("--offline", "-Daether.offline.protocols=file"));
    }
    command.addAll(List.of(goals));
    return command;
  }
}
