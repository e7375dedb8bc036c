package dev.recollect.memory.tck.contract;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Another JVM that runs {@link OtherProcessMain} with the class path of this one. */
final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final DataOutputStream input;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.input = new DataOutputStream(process.getOutputStream());
    this.output = process.inputReader();
  }

  /** Starts a process; the settings go through a pipe, because a command line is public. */
  static OtherProcess start(ProviderSetup setup) {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcessMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      OtherProcess started = new OtherProcess(command.start());
      started.describe(setup);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(ProviderSetup setup) throws IOException {
    input.writeUTF(setup.provider().getName());
    input.writeUTF(setup.home().toString());
    input.writeInt(setup.settings().size());
    for (Map.Entry<String, String> setting : setup.settings().entrySet()) {
      input.writeUTF(setting.getKey());
      input.writeUTF(setting.getValue());
    }
    input.flush();
  }

  /** Gives it something to do and returns its answer. */
  String ask(String command) {
    try {
      input.writeUTF(command);
      input.flush();
      return answers(output)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the other process has ended"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it and returns what it had answered by then. */
  List<String> kill() {
    // Not through the process itself, which would close its output as well.
    process.toHandle().destroyForcibly();
    List<String> said = answers(output).toList();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }

  /** Leaves out what the backend itself prints. */
  private static Stream<String> answers(BufferedReader output) {
    return output
        .lines()
        .filter(line -> line.startsWith(OtherProcessMain.ANSWER))
        .map(line -> line.substring(OtherProcessMain.ANSWER.length()));
  }

  /** Ends it, if need be by force. */
  @Override
  public void close() {
    kill();
  }
}
