package dev.recollect.benchmarks.evaluate;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts {@code benchmarks/evaluate} and ends the process with its exit code. */
public final class Main {

  // Held here, because the log manager forgets the level of a logger that nobody holds.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Main() {}

  /** Runs one evaluation; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), List.of(arguments)));
  }

  /** Runs one evaluation on a console and returns its exit code. */
  static int run(Console console, List<String> arguments) {
    LUCENE.setLevel(Level.SEVERE);
    return Program.run(new EvaluateCommand(console), console, arguments);
  }
}
