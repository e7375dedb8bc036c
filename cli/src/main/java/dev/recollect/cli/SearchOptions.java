package dev.recollect.cli;

import dev.recollect.memory.api.tier.SearchQuery;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a search may find. */
final class SearchOptions {

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "How many results at most, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int topK = 10;

  @Option(
      names = "--min-cosine",
      paramLabel = "X",
      description = "The least cosine between question and text, -1 to 1 (default: none).")
  private @Nullable Double minimumCosine;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description =
          "Nothing earlier: a day such as 2026-01-31, or a time such as 2026-01-31T09:00."
              + " A document is as old as its file.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "Nothing later: a day, which is included, or a time, which is not.")
  private @Nullable String until;

  /** Returns the query. */
  SearchQuery query(String text) {
    SearchQuery.Builder query = SearchQuery.builder(text).topK(topK);
    if (minimumCosine != null) {
      query.minimumCosine(minimumCosine);
    }
    if (since != null) {
      query.since(moment("--since", since, false));
    }
    if (until != null) {
      query.until(moment("--until", until, true));
    }
    return query.build();
  }

  private static Instant moment(String option, String text, boolean end) {
    return Moment.parse(option, text, end, ZoneId.systemDefault());
  }
}
