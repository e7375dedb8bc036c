package dev.recollect.examples.shared;

import dev.recollect.memory.api.error.MemoryException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs an example as a command: an error is one line that says what to do, and an exit code. */
public final class Commands {

  /** Exit code after an error; 2 after wrong usage. */
  public static final int FAILED = 1;

  private Commands() {}

  /** Runs a command and returns its exit code. */
  public static int run(Callable<Integer> command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("--help").usageHelp(true).description("Show this help.").build());
    line.setExecutionExceptionHandler((fault, commandLine, parsed) -> report(fault));
    return line.execute(arguments);
  }

  private static int report(Exception fault) throws Exception {
    switch (fault) {
      case MemoryException known -> System.err.println("error: " + known.getMessage());
      case UncheckedIOException file ->
          System.err.println("error: " + file.getMessage() + ": " + file.getCause());
      default -> throw fault;
    }
    return FAILED;
  }
}
