package dev.recollect.benchmarks.backends;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.benchmarks.evaluate.Program;
import dev.recollect.benchmarks.evaluate.memory.HomeFolder;
import dev.recollect.benchmarks.synthetic.RoundsOption;
import dev.recollect.benchmarks.synthetic.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code benchmarks/backends}: compares backends with each other, on the same records in one run.
 * Each is opened with what the environment says of it ({@code RECOLLECT_BACKEND_…}), otherwise by
 * its defaults, with a collection of the measurement's own, which is dropped in the end.
 */
@Command(
    name = "benchmarks/backends",
    description = "Compares backends with each other; times are multiples of the first one's.",
    footer = "servers/up starts servers and writes where they are.",
    sortOptions = false)
public final class BackendsBenchmark implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "BACKEND", arity = "1..*", description = "Ids, for example lucene.")
  private List<String> backends = List.of();

  @Mixin private ServerOptions options = new ServerOptions();
  @Mixin private RoundsOption repeated = new RoundsOption();

  private BackendsBenchmark(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = Map.copyOf(environment);
  }

  /** Measures; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), System.getenv(), List.of(arguments)));
  }

  /** Measures on a console and returns the exit code. */
  static int run(Console console, Map<String, String> environment, List<String> arguments) {
    return Program.run(new BackendsBenchmark(console, environment), console, arguments);
  }

  @Override
  public Integer call() throws Exception {
    int rows = options.rows();
    int rounds = repeated.rounds();
    List<ComparedBackend> opened = new ArrayList<>();
    try (HomeFolder home = HomeFolder.open(null)) {
      try {
        for (String id : backends) {
          opened.add(ComparedBackend.open(id, environment, home.path()));
        }
        new Comparison(opened, console, rows, rounds).run();
      } finally {
        opened.forEach(ComparedBackend::close);
      }
    } catch (UnknownBackendException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    return 0;
  }
}
