package dev.recollect.benchmarks.synthetic;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the programs share that measure on a server: how many rows, and where the server is. */
public final class ServerOptions {

  private static final int LEAST_ROWS = 1_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows that are searched, from 1000 (default: ${DEFAULT-VALUE}).")
  private int rows = LEAST_ROWS;

  /**
   * Returns how many rows are searched, at least 1,000.
   *
   * @throws ParameterException if fewer are asked for
   */
  public int rows() {
    if (rows < LEAST_ROWS) {
      throw usage("--rows is " + rows + "; it must be at least " + LEAST_ROWS);
    }
    return rows;
  }

  /**
   * Returns what a variable says of where the server is.
   *
   * @param store starts one, as an argument of {@code servers/up}
   * @throws ParameterException if the variable is not set
   */
  public String address(Map<String, String> environment, String variable, String store) {
    @Nullable String address = environment.get(variable);
    if (address == null) {
      throw usage(variable + " is not set; start a server with: servers/up " + store);
    }
    return address;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
