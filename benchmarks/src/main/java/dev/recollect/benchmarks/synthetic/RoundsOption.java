package dev.recollect.benchmarks.synthetic;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often something is timed. */
public final class RoundsOption {

  private static final int LEAST = 2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "400",
      description = "Calls of each kind that are timed, from 2 (default: ${DEFAULT-VALUE}).")
  private int rounds = LEAST;

  /**
   * Returns how many calls of each kind are timed, at least 2.
   *
   * @throws ParameterException if fewer are asked for
   */
  public int rounds() {
    if (rounds < LEAST) {
      throw new ParameterException(
          spec.commandLine(), "--rounds is " + rounds + "; it must be at least " + LEAST);
    }
    return rounds;
  }
}
