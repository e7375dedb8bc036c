package dev.recollect.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the command line reads and writes.
 *
 * @param input what the user types or pipes in
 * @param output answers and results, nothing else
 * @param error everything that is no result
 * @param terminal whether a person sits at the input
 */
record Console(InputStream input, PrintStream output, PrintStream error, boolean terminal) {

  /** Prints a result. */
  void print(String text) {
    output.println(Printable.of(text));
  }

  /** Prints something that is no result. */
  void note(String text) {
    error.println(Printable.of(text));
  }
}
