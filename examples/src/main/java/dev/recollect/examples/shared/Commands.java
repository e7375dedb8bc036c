package dev.recollect.examples.shared;

import dev.recollect.memory.api.error.MemoryException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs an example as a command: an error is one line that says what to do, and an exit code. */
public final class Commands {

  /** Exit code after an error; 2 after wrong usage. */
  public static final int FAILED = 1;

  private Commands() {}

  /** Runs a command and returns its exit code. */
  public static int run(Callable<Integer> command, String... arguments) {
    return new CommandLine(command)
        .setExecutionExceptionHandler((fault, commandLine, parsed) -> report(fault))
        .execute(arguments);
  }

  private static int report(Exception fault) throws Exception {
    if (!(fault instanceof MemoryException)) {
      throw fault;
    }
    System.err.println("error: " + fault.getMessage());
    return FAILED;
  }
}
