package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.data.DataSet;
import dev.recollect.benchmarks.evaluate.measure.Difference;
import dev.recollect.benchmarks.evaluate.measure.Interval;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A run as people read it. */
final class Report {

  private static final double MEGABYTE = 1e6;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Says what was read, and aloud what was left out. */
  void data(DataSet data) {
    out.printf(
        Locale.ROOT,
        "%s: %,d documents in %,d %s, %,d queries, %,d judgements%n",
        data.name(),
        data.documents().size(),
        data.namespaces().size(),
        data.namespaces().size() == 1 ? "namespace" : "namespaces",
        data.queries().size(),
        data.judgementCount());
    DataSet.Omissions omitted = data.omissions();
    leftOut(omitted.emptyDocuments(), "documents without text; they count as not found");
    leftOut(omitted.unknownDocuments(), "judgements of documents that are not in the corpus");
    leftOut(omitted.unknownQueries(), "judgements for queries that are not among the queries");
    leftOut(omitted.unjudgedQueries(), "queries without a judgement");
  }

  private void leftOut(int count, String what) {
    if (count > 0) {
      out.printf(Locale.ROOT, "left out: %,d %s%n", count, what);
    }
  }

  /** Prints what a run found. */
  void run(Run run) {
    out.printf(Locale.ROOT, "%s%n", RunSettings.line(RunSettings.of(run)));
    out.printf(Locale.ROOT, "in %s%n", run.place());
    out.println();
    out.printf(Locale.ROOT, "%-12s %7s  %s%n", "measure", "mean", "95 % interval");
    run.means()
        .forEach((name, mean) ->
            out.printf(
                Locale.ROOT,
                "%-12s %7.4f  %s%n",
                name,
                mean.value(),
                interval(mean.interval(), "%.4f")));
    nearness(run);
    out.println();
    cost(run);
  }

  private static String interval(Interval interval, String format) {
    return String.format(Locale.ROOT, format + " to " + format, interval.low(), interval.high());
  }

  private void nearness(Run run) {
    Nearness nearness = run.nearness();
    if (nearness == null) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "relevant document in the first 3, called near: %.4f (of %,d)%n",
        nearness.answeredNear(),
        nearness.answered());
    if (nearness.elsewhere() > 0) {
      out.printf(
          Locale.ROOT,
          "asked in another namespace, not called near:   %.4f (of %,d)%n",
          nearness.elsewhereNotNear(),
          nearness.elsewhere());
    }
  }

  private void cost(Run run) {
    Run.Phase writing = run.cost().writing();
    Run.Phase searching = run.cost().searching();
    out.printf(
        Locale.ROOT,
        "time per document %.2f ms, of that embedding %.2f ms%n",
        writing.mean(),
        writing.embeddingMean());
    out.printf(
        Locale.ROOT,
        "time per query    %.2f ms (p50 %.2f, p95 %.2f), of that embedding %.2f ms%n",
        searching.mean(),
        searching.percentile(50),
        searching.percentile(95),
        searching.embeddingMean());
    long documents = run.data().documents().size() + run.cost().foreignDocuments();
    run.cost()
        .bytes()
        .ifPresentOrElse(
            bytes ->
                out.printf(
                    Locale.ROOT,
                    "size on disk      %.1f MB, %,d bytes a document%n",
                    bytes / MEGABYTE,
                    bytes / Math.max(1, documents)),
            () -> out.printf(Locale.ROOT, "size on disk      not known: the store cannot tell%n"));
  }

  /** Prints how a run differs from an earlier one. */
  void comparison(String earlier, List<Difference> differences, int queries) {
    out.println();
    out.printf(Locale.ROOT, "compared with: %s%n", earlier);
    out.printf(Locale.ROOT, "over %,d queries, each with itself%n", queries);
    out.printf(
        Locale.ROOT,
        "%-12s %7s %7s %10s  %-18s %6s %6s%n",
        "measure",
        "other",
        "this",
        "difference",
        "95 % interval",
        "better",
        "worse");
    for (Difference difference : differences) {
      out.printf(
          Locale.ROOT,
          "%-12s %7.4f %7.4f %+10.4f  %-18s %6d %6d%s%n",
          difference.measure(),
          difference.other(),
          difference.mine(),
          difference.value(),
          interval(difference.interval(), "%+.4f"),
          difference.better(),
          difference.worse(),
          difference.clear() ? "  clear" : "");
    }
  }
}
