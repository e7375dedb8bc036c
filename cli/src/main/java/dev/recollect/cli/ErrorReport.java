package dev.recollect.cli;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception into a line a user can act on; the stack trace only with --verbose. */
final class ErrorReport implements IExecutionExceptionHandler {

  /** Exit code after an error. */
  static final int FAILED = 1;

  private final Console console;

  ErrorReport(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception fault, CommandLine commandLine, ParseResult parseResult) {
    RecollectCommand root = commandLine.getCommandSpec().root().commandLine().getCommand();
    report(fault, root.verbose());
    return FAILED;
  }

  /** Prints an error. */
  void report(Exception fault, boolean verbose) {
    console.note("error: " + describe(fault));
    if (verbose) {
      fault.printStackTrace(console.error());
    }
  }

  private static String describe(Exception fault) {
    if (!(fault instanceof MemoryException known) || known.kind() == ErrorKind.INTERNAL) {
      return "internal fault: " + fault + ". --verbose shows where; nothing acknowledged is lost.";
    }
    return known.getMessage() + hint(known);
  }

  private static String hint(MemoryException fault) {
    if (fault.outcome() instanceof WriteOutcome.Unknown) {
      return " (it is not known whether this was written; it is safe to try again)";
    }
    return fault.retryable() && fault.kind() != ErrorKind.CONFLICT ? " (try again later)" : "";
  }
}
