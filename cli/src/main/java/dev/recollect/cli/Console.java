package dev.recollect.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the command line reads and writes.
 *
 * @param input what the user types or pipes in
 * @param output answers and results, nothing else
 * @param error everything that is no result
 * @param terminal whether a person sits at the input
 * @param opener opens the input line by line
 */
record Console(
    InputStream input,
    PrintStream output,
    PrintStream error,
    boolean terminal,
    LineSource.Opener opener) {

  Console(InputStream input, PrintStream output, PrintStream error, boolean terminal) {
    this(input, output, error, terminal, LineSource::of);
  }

  /** Opens the input line by line; once only, for what is read ahead is lost to others. */
  LineSource lines() throws IOException {
    return opener.open(this);
  }

  /** Prints a result. */
  void print(String text) {
    output.println(Printable.of(text));
  }

  /** Prints a piece of a result as it is; the caller has made it safe. */
  void printPiece(String safe) {
    output.print(safe);
    output.flush();
  }

  /** Ends a line of pieces. */
  void endLine() {
    output.println();
  }

  /** Prints something that is no result. */
  void note(String text) {
    error.println(Printable.of(text));
  }
}
