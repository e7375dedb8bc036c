package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.data.MalformedDataException;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a user can act on into a line, and everything else into a stack trace. */
final class ErrorReport implements IExecutionExceptionHandler {

  private static final int FAILED = 1;

  private final Console console;

  ErrorReport(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    if (fault instanceof MalformedDataException
        || fault instanceof MemoryException
        || fault instanceof IllegalArgumentException
        || fault instanceof StopSignal.StoppedException) {
      console.error().println("error: " + fault.getMessage());
    } else if (fault instanceof IOException) {
      console.error().println("error: " + fault);
    } else {
      fault.printStackTrace(console.error());
    }
    return FAILED;
  }
}
