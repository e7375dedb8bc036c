package dev.recollect.benchmarks.pgvector;

import dev.recollect.benchmarks.evaluate.Console;
import dev.recollect.benchmarks.evaluate.Program;
import dev.recollect.benchmarks.synthetic.Timings;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code benchmarks/pgvector}: measures the PostgreSQL backend on a server. It makes a schema and a
 * table of its own in the database and drops them in the end; the database must have pgvector.
 */
@Command(
    name = "benchmarks/pgvector",
    description = {
      "Measures the PostgreSQL backend beside plain JDBC, binary COPY and LangChain4j's store.",
      "The variable " + PgvectorBenchmark.URL + " says where the server is; servers/up writes it."
    },
    sortOptions = false)
public final class PgvectorBenchmark implements Callable<Integer> {

  static final String URL = "RECOLLECT_BACKEND_PGVECTOR_URL";

  private static final int LEAST_ROWS = 1_000;
  private static final int WIDE = 1_536;
  private static final int WIDE_SHARE = 5;

  private final Console console;
  private final @Nullable String url;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..*",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private Set<What> wanted = EnumSet.allOf(What.class);

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Rows of the tables that are searched, from 1000 (default: ${DEFAULT-VALUE});"
              + " a fifth of it at 1,536 dimensions.")
  private int rows = LEAST_ROWS;

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

  private PgvectorBenchmark(Console console, @Nullable String url) {
    this.console = console;
    this.url = url;
  }

  /** Measures; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(Program.console(), System.getenv(), List.of(arguments)));
  }

  /** Measures on a console and returns the exit code. */
  static int run(Console console, Map<String, String> environment, List<String> arguments) {
    return Program.run(new PgvectorBenchmark(console, environment.get(URL)), console, arguments);
  }

  @Override
  public Integer call() throws Exception {
    if (rows < LEAST_ROWS) {
      throw new ParameterException(
          spec.commandLine(), "--rows is " + rows + "; it must be at least " + LEAST_ROWS);
    }
    if (url == null) {
      throw new ParameterException(
          spec.commandLine(), URL + " is not set; start a server with: servers/up postgres");
    }
    measure(new BenchmarkServer(url), console.output());
    return 0;
  }

  private void measure(BenchmarkServer server, PrintStream out) throws Exception {
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
    server.sql(drop);
    try {
      work.run();
    } finally {
      server.sql(drop, "DROP TABLE IF EXISTS " + SearchBenchmark.OTHER_TABLE);
    }
  }
}
