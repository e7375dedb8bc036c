package dev.recollect.benchmarks.evaluate;

import java.util.List;

/** Starts {@code benchmarks/evaluate} and ends the process with its exit code. */
public final class Main {

  private Main() {}

  /** Runs one evaluation; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), List.of(arguments)));
  }

  /** Runs one evaluation on a console and returns its exit code. */
  static int run(Console console, List<String> arguments) {
    return Program.run(new EvaluateCommand(console), console, arguments);
  }
}
