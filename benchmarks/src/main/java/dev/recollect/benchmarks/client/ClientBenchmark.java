package dev.recollect.benchmarks.client;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.benchmarks.evaluate.Program;
import dev.recollect.benchmarks.synthetic.RoundsOption;
import dev.recollect.benchmarks.synthetic.ServerOptions;
import dev.recollect.benchmarks.synthetic.Timings;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code benchmarks/clients}: measures a backend beside the plain client of its store, on a server.
 * It makes collections of its own there and drops them in the end.
 */
@Command(
    name = "benchmarks/clients",
    description = "Measures a backend beside the plain client of its store, on a server.",
    footer = "servers/up STORE starts a server and writes where it is.",
    sortOptions = false)
public final class ClientBenchmark implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private ServerOptions options = new ServerOptions();
  @Mixin private RoundsOption repeated = new RoundsOption();

  @Parameters(index = "0", paramLabel = "STORE", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Store store;

  @Parameters(
      index = "1..*",
      paramLabel = "WHAT",
      arity = "0..*",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private Set<What> wanted = EnumSet.allOf(What.class);

  /** Whose backend is measured. */
  enum Store {
    QDRANT("RECOLLECT_BACKEND_QDRANT_URL"),
    MILVUS("RECOLLECT_BACKEND_MILVUS_URI");

    private final String variable;

    Store(String variable) {
      this.variable = variable;
    }

    MeasuredStore at(String address, Map<String, String> environment) {
      return switch (this) {
        case QDRANT -> new QdrantStore(address, environment.get("RECOLLECT_BACKEND_QDRANT_KEY"));
        case MILVUS -> new MilvusStore(address);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is measured. */
  enum What {
    WRITE,
    SEARCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private ClientBenchmark(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = Map.copyOf(environment);
  }

  /** Measures; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), System.getenv(), List.of(arguments)));
  }

  /** Measures on a console and returns the exit code. */
  static int run(Console console, Map<String, String> environment, List<String> arguments) {
    return Program.run(new ClientBenchmark(console, environment), console, arguments);
  }

  @Override
  public Integer call() throws Exception {
    Store measured = Objects.requireNonNull(store);
    int rows = options.rows();
    int rounds = repeated.rounds();
    String address = options.address(environment, measured.variable, measured.toString());
    MeasuredStore server = measured.at(address, environment);
    run(What.WRITE, () -> new WriteComparison(server, console.output(), rows / 50).run());
    run(What.SEARCH, () -> new SearchComparison(server, console.output(), rows, rounds).run());
    return 0;
  }

  private void run(What what, Timings.Work work) throws Exception {
    if (wanted.contains(what)) {
      console.error().println("measuring: " + what);
      work.run();
    }
  }
}
