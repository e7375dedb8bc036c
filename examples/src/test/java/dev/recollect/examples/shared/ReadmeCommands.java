package dev.recollect.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a README: every block of shell that a block of text follows is run, in order and
 * in one folder, and must print that text. Numbers of processes, dates and times may differ.
 *
 * <p>{@code examples/run} is one of its own there: it starts the same classes on the class path of
 * the test, and builds nothing.
 */
public final class ReadmeCommands {

  private static final Path LAUNCHER = Path.of("run");
  private static final Pattern COMMAND =
      Pattern.compile("```sh\n([^`]*)```\n\n```text\n([^`]*)```");
  private static final Pattern EXAMPLE = Pattern.compile(" ([a-z]+)\\) main=([A-Za-z0-9_.]+) ;;");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d|\\d{1,2} [A-Z][a-z]+ \\d{4}|(?<=kill -9 )\\d+");

  private final Path folder;
  private final Map<String, String> environment;

  /** Creates a runner in an empty folder. */
  public ReadmeCommands(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = environment;
    writeLauncher();
  }

  private void writeLauncher() throws IOException {
    StringBuilder launcher = new StringBuilder("#!/usr/bin/env bash\ncase \"$1\" in\n");
    Matcher example = EXAMPLE.matcher(Files.readString(LAUNCHER));
    while (example.find()) {
      launcher.append(example.group(1)).append(") main=").append(example.group(2)).append(" ;;\n");
    }
    List<String> java = ExampleProcess.java(ReadmeCommands.class);
    String command =
        String.join("' '", java.subList(0, java.size() - 1)).replaceFirst("^", "'") + "'";
    launcher.append("esac\nshift\nexec ").append(command).append(" \"$main\" \"$@\"\n");
    Path file = Files.createDirectories(folder.resolve("examples")).resolve("run");
    Files.writeString(file, launcher);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Runs the commands of a README and compares. */
  public void check(Path readme) throws IOException {
    Matcher command = COMMAND.matcher(Files.readString(readme));
    int commands = 0;
    while (command.find()) {
      assertThat(comparable(run(command.group(1))))
          .as(command.group(1))
          .isEqualTo(comparable(command.group(2)));
      commands++;
    }
    assertThat(commands).isPositive();
  }

  private static String comparable(String text) {
    return VARIABLE.matcher(text.strip()).replaceAll("…");
  }

  private String run(String script) throws IOException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
    ExampleProcess.prepare(builder.environment(), folder, environment);
    builder.redirectOutput(output.toFile()).redirectError(folder.resolve("errors.txt").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends: %s", script).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
