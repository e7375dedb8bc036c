package dev.recollect.benchmarks.pgvector;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.benchmarks.evaluate.Program;
import dev.recollect.benchmarks.synthetic.ServerOptions;
import dev.recollect.benchmarks.synthetic.Timings;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code benchmarks/pgvector}: measures the PostgreSQL backend on a server. It makes a schema and a
 * table of its own in the database and drops them in the end; the database must have pgvector.
 */
@Command(
    name = "benchmarks/pgvector",
    description = {
      "Measures the PostgreSQL backend beside plain JDBC, binary COPY and LangChain4j's store.",
      "The variable " + PgvectorBenchmark.URL + " says where the server is; servers/up writes it.",
      "At 1,536 dimensions a fifth of the rows is searched."
    },
    sortOptions = false)
public final class PgvectorBenchmark implements Callable<Integer> {

  static final String URL = "RECOLLECT_BACKEND_PGVECTOR_URL";

  private static final int WIDE = 1_536;
  private static final int WIDE_SHARE = 5;

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..*",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private Set<What> wanted = EnumSet.allOf(What.class);

  /** What is measured. */
  enum What {
    WRITE,
    SEARCH,
    RECALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private PgvectorBenchmark(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = Map.copyOf(environment);
  }

  /** Measures; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), System.getenv(), List.of(arguments)));
  }

  /** Measures on a console and returns the exit code. */
  static int run(Console console, Map<String, String> environment, List<String> arguments) {
    return Program.run(new PgvectorBenchmark(console, environment), console, arguments);
  }

  @Override
  public Integer call() throws Exception {
    int rows = options.rows();
    String url = options.address(environment, URL, "postgres");
    measure(new BenchmarkServer(url), console.output(), rows);
    return 0;
  }

  private void measure(BenchmarkServer server, PrintStream out, int rows) throws Exception {
    run(server, What.WRITE, () -> new WriteBenchmark(server, out).run());
    run(server, What.SEARCH, () -> new SearchBenchmark(server, out, rows).run());
    run(server, What.RECALL, () -> new RecallBenchmark(server, out, rows, 384).run());
    run(server, What.RECALL, () -> new RecallBenchmark(server, out, rows / WIDE_SHARE, WIDE).run());
  }

  private void run(BenchmarkServer server, What what, Timings.Work work) throws Exception {
    if (!wanted.contains(what)) {
      return;
    }
    console.error().println("measuring: " + what);
    String drop = "DROP SCHEMA IF EXISTS " + BenchmarkServer.SCHEMA + " CASCADE";
    // Otherwise the backend would put the extension into the schema that is dropped in the end.
    server.sql(drop, "CREATE EXTENSION IF NOT EXISTS vector");
    try {
      work.run();
    } finally {
      server.sql(drop, "DROP TABLE IF EXISTS " + SearchBenchmark.OTHER_TABLE);
    }
  }
}
