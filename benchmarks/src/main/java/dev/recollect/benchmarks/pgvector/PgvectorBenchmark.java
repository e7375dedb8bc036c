package dev.recollect.benchmarks.pgvector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the PostgreSQL backend on a server. It makes a schema and a table of its own in the
 * database and drops them in the end; the database must have pgvector.
 */
public final class PgvectorBenchmark {

  private static final int ROWS = 100_000;
  private static final int WIDE_ROWS = 20_000;

  private PgvectorBenchmark() {}

  /**
   * Runs the measurements.
   *
   * @param arguments {@code postgresql://user:password@host:port/database}, then any of {@code
   *     search}, {@code recall} and {@code write}, all if there is none; {@code rows=N} for other
   *     than 100,000
   */
  public static void main(String[] arguments) throws Exception {
    BenchmarkServer server = new BenchmarkServer(arguments[0]);
    List<String> wanted =
        Arrays.stream(arguments).skip(1).filter(word -> !word.startsWith("rows=")).toList();
    int rows =
        Arrays.stream(arguments)
            .filter(word -> word.startsWith("rows="))
            .findFirst()
            .map(
                word -> Integer.parseInt(word.substring("rows=".length()).toLowerCase(Locale.ROOT)))
            .orElse(ROWS);
    run(server, wanted, "write", () -> new WriteBenchmark(server).run());
    run(server, wanted, "search", () -> new SearchBenchmark(server, rows).run());
    run(server, wanted, "recall", () -> new RecallBenchmark(server, rows, 384).run());
    run(
        server,
        wanted,
        "recall",
        () -> new RecallBenchmark(server, Math.min(rows, WIDE_ROWS), 1_536).run());
  }

  private static void run(
      BenchmarkServer server, List<String> wanted, String name, Timings.Work work)
      throws Exception {
    if (!wanted.isEmpty() && !wanted.contains(name)) {
      return;
    }
    String drop = "DROP SCHEMA IF EXISTS " + BenchmarkServer.SCHEMA + " CASCADE";
    server.sql(drop);
    try {
      work.run();
    } finally {
      server.sql(drop, "DROP TABLE IF EXISTS langchain4j_benchmark");
    }
  }
}
