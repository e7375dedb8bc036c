package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.data.DataSet;
import dev.recollect.benchmarks.evaluate.data.DataSetReader;
import dev.recollect.benchmarks.evaluate.measure.Bootstrap;
import dev.recollect.benchmarks.evaluate.measure.Difference;
import dev.recollect.benchmarks.evaluate.memory.Opening;
import dev.recollect.benchmarks.evaluate.memory.Tier;
import dev.recollect.memory.api.tier.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/evaluate}: what a tier finds of a test collection. */
@Command(
    name = "benchmarks/evaluate",
    description = "Measures what memory finds of a test collection in BEIR's layout.",
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  private static final int LARGEST_TOP_K = 100;

  /** What searches rank by, as people name it. */
  enum Mode {
    TEXT(SearchMode.TEXT),
    VECTOR(SearchMode.VECTOR),
    DEFAULT(SearchMode.HYBRID);

    private final SearchMode searched;

    Mode(SearchMode searched) {
      this.searched = searched;
    }
  }

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.")
  private Path data = Path.of("");

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description =
          "recall (documents are messages of a conversation a namespace), archival (passages;"
              + " default) or source (text files, loaded).")
  private Tier tier = Tier.ARCHIVAL;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "Where the memory lies (default: ${DEFAULT-VALUE}).")
  private String backend = "lucene";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Rank by text, by vector, or as searches do (default).")
  private Mode mode = Mode.DEFAULT;

  @Option(
      names = "--embedding",
      paramLabel = "ID",
      description = "Embedding model (default: the configured one).")
  private @Nullable String embedding;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "How many hits a query asks for, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int topK = 20;

  @Option(
      names = "--foreign",
      paramLabel = "N",
      description = "Write N times as much text of other namespaces beside (default: 0).")
  private int foreign;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures there.")
  private @Nullable Path json;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Compare query by query with the run that wrote this file with --json.")
  private @Nullable Path compare;

  @Option(
      names = "--nearness",
      description = "Also ask each query in another namespace; say how often hits are called near.")
  private boolean nearness;

  @Option(
      names = "--embedding-cache",
      paramLabel = "DIR",
      description = "Keep embeddings there, so that a later run need not compute them.")
  private @Nullable Path embeddings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Keep the store there, a new folder, instead of in a temporary one.")
  private @Nullable Path home;

  @Option(
      names = "--recency",
      paramLabel = "W",
      description = "Weight of recency in the order of hits, 0 to 10 (default: as configured).")
  private @Nullable Double recency;

  @Option(
      names = "--half-life",
      paramLabel = "DAYS",
      description = "Age at which recency counts half (default: ${DEFAULT-VALUE}).")
  private int halfLife = 30;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireWithin("--top-k", topK, 1, LARGEST_TOP_K);
    requireWithin("--foreign", foreign, 0, Integer.MAX_VALUE);
    requireWithin("--half-life", halfLife, 1, 36_500);
    requireWritable(json);
    RunJson.Earlier earlier = compare == null ? null : RunJson.read(compare);
    DataSet collection = DataSetReader.read(data);
    if (earlier != null && collection.queries().stream().noneMatch(earlier::has)) {
      throw new IllegalArgumentException(
          compare + " has no query of " + data + "; compare runs over one collection");
    }
    Report report = new Report(console.output());
    report.data(collection);
    Run run = new Evaluation(collection, settings(), console).run();
    report.run(run);
    List<Difference> differences = earlier == null ? List.of() : compared(run, earlier, report);
    if (json != null) {
      RunJson.write(json, run, differences);
    }
    return 0;
  }

  private Settings settings() {
    return new Settings(
        new Opening(backend, embedding, embeddings, home, recency()),
        tier,
        mode.searched,
        topK,
        foreign,
        nearness);
  }

  private Opening.@Nullable Recency recency() {
    return recency == null ? null : new Opening.Recency(recency, Duration.ofDays(halfLife));
  }

  private static List<Difference> compared(Run run, RunJson.Earlier earlier, Report report) {
    List<Difference> differences = run.scores().comparedWith(earlier.scores(), Bootstrap.STANDARD);
    Set<String> queries = new HashSet<>(run.scores().byQuery().keySet());
    queries.retainAll(earlier.scores().byQuery().keySet());
    report.comparison(earlier.settings(), differences, queries.size());
    return differences;
  }

  private void requireWithin(String option, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      String range =
          highest == Integer.MAX_VALUE
              ? String.format(Locale.ROOT, "%d or more", lowest)
              : String.format(Locale.ROOT, "%d to %d", lowest, highest);
      throw wrongUsage(option + " is " + value + "; it must be " + range);
    }
  }

  /** A run may take an hour: whether its file can be written is asked before. */
  private void requireWritable(@Nullable Path file) {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
        throw wrongUsage(
            "--json " + file + " cannot be written; name a file in a folder that exists");
      }
    }
  }

  private ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
