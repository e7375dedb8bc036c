package dev.recollect.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.core.Recollect;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code recollect search}: searches one tier of an agent's memory. */
@Command(
    name = "search",
    description = "Search an agent's memory.",
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

  /** The tiers that can be searched. */
  enum Tier {
    ARCHIVAL,
    RECALL
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParentCommand private @Nullable RecollectCommand root;

  @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent.")
  private String agent = "";

  @Option(names = "--tier", paramLabel = "TIER", description = "archival (default) or recall.")
  private Tier tier = Tier.ARCHIVAL;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "How many results at most, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int topK = 10;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Parameters(paramLabel = "QUERY", arity = "1..*", description = "What to search for.")
  private String[] query = {};

  @Override
  public Integer call() throws JsonProcessingException {
    RecollectCommand command = Objects.requireNonNull(root);
    SearchQuery asked = SearchQuery.builder(String.join(" ", query)).topK(topK).build();
    try (Recollect memory = backends.apply(command.memory()).open()) {
      print(command.console(), search(memory, asked));
    }
    return 0;
  }

  private SearchResult<? extends MemoryItem> search(Recollect memory, SearchQuery asked) {
    return switch (tier) {
      case ARCHIVAL -> memory.archival(agent).search(asked);
      case RECALL -> memory.recall(agent).search(asked);
    };
  }

  private void print(Console console, SearchResult<? extends MemoryItem> result)
      throws JsonProcessingException {
    if (json) {
      console.output().println(document(result));
      return;
    }
    result.hits().forEach(hit -> console.print(line(hit)));
    if (result.hits().isEmpty()) {
      console.note("No results found.");
    }
  }

  private static String line(SearchHit<? extends MemoryItem> hit) {
    return String.format(
        Locale.ROOT,
        "%d. %.3f  %s  %s: %s",
        hit.rank(),
        hit.score(),
        Sources.dated(hit.item()),
        Sources.of(hit.item()),
        hit.text());
  }

  private static String document(SearchResult<? extends MemoryItem> result)
      throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode();
    var results = document.putArray("results");
    for (SearchHit<? extends MemoryItem> hit : result.hits()) {
      results
          .addObject()
          .put("rank", hit.rank())
          .put("score", hit.score())
          .put("text", hit.text())
          .put("source", Sources.of(hit.item()))
          .put("created_at", hit.occurredAt().toString());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
