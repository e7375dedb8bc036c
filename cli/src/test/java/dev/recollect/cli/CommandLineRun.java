package dev.recollect.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one run of the command line did.
 *
 * @param code its exit code
 * @param output what it printed as results
 * @param error everything else it printed
 */
record CommandLineRun(int code, String output, String error) {

  /** Runs the command line in this process, with a home folder, piped input and arguments. */
  static CommandLineRun of(Path home, String input, String... arguments) {
    return of(home, input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  static CommandLineRun of(Path home, byte[] input, String... arguments) {
    return of(Map.of("RECOLLECT_HOME", home.toString()), input, arguments);
  }

  /** Runs it with an environment, which should name a home folder. */
  static CommandLineRun of(Map<String, String> environment, String input, String... arguments) {
    return of(environment, input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  private static CommandLineRun of(
      Map<String, String> environment, byte[] input, String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false);
    int code = Main.run(console, environment, List.of(arguments));
    return new CommandLineRun(
        code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  List<String> answers() {
    return output.lines().toList();
  }
}
