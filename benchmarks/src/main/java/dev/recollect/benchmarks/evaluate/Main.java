package dev.recollect.benchmarks.evaluate;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Starts {@code benchmarks/evaluate} and ends the process with its exit code. */
public final class Main {

  // Held here, because the log manager forgets the level of a logger that nobody holds.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Main() {}

  /** Runs one evaluation; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    Console console =
        new Console(
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            Boolean.getBoolean("dev.recollect.benchmarks.terminal"));
    System.exit(run(console, List.of(arguments)));
  }

  /** Runs one evaluation on a console and returns its exit code. */
  static int run(Console console, List<String> arguments) {
    LUCENE.setLevel(Level.SEVERE);
    CommandLine command = new CommandLine(new EvaluateCommand(console));
    command.setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(new ErrorReport(console));
    return command.execute(arguments.toArray(String[]::new));
  }
}
