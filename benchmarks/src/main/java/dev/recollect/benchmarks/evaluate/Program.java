package dev.recollect.benchmarks.evaluate;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** How the programs of the harness run: options, help, errors in a line, exit codes. */
public final class Program {

  private Program() {}

  /** Returns the console of this process. */
  public static Console console() {
    return new Console(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Boolean.getBoolean("dev.recollect.benchmarks.terminal"));
  }

  /**
   * Runs a command.
   *
   * @param command annotated for picocli
   * @return 0, 1 after an error, 2 after wrong usage
   */
  public static int run(Object command, Console console, List<String> arguments) {
    CommandLine commands = new CommandLine(command);
    commands.getCommandSpec().addOption(help());
    commands.setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(new ErrorReport(console));
    return commands.execute(arguments.toArray(String[]::new));
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }
}
