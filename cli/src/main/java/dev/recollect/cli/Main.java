package dev.recollect.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Starts the command line and ends the process with its exit code. */
public final class Main {

  private Main() {}

  /** Runs one command; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    Console console =
        new Console(
            new FileInputStream(FileDescriptor.in),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            Boolean.getBoolean("dev.recollect.cli.terminal"));
    System.exit(run(console, System.getenv(), List.of(arguments)));
  }

  /** Runs one command on a console, with environment variables, and returns its exit code. */
  static int run(Console console, Map<String, String> environment, List<String> arguments) {
    Logging.configure(console.error(), arguments.contains("--verbose"));
    CommandLine commands = new CommandLine(new RecollectCommand(console, environment));
    commands.setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler(new UsageReport());
    commands.setExecutionExceptionHandler(new ErrorReport(console));
    return commands.execute(arguments.toArray(String[]::new));
  }
}
