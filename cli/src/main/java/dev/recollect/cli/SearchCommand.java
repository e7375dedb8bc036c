package dev.recollect.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.Recollect;
import java.util.List;
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

  @Mixin private SearchOptions options = new SearchOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Parameters(paramLabel = "QUERY", arity = "1..*", description = "What to search for.")
  private String[] query = {};

  @Override
  public Integer call() throws JsonProcessingException {
    RecollectCommand command = Objects.requireNonNull(root);
    SearchQuery asked = options.query(String.join(" ", query));
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
        Origins.dated(hit.item()),
        Origins.of(hit.item()),
        hit.text());
  }

  private static String document(SearchResult<? extends MemoryItem> result)
      throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode results = document.putArray("results");
    result.hits().forEach(hit -> describe(hit, results.addObject()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  private static void describe(SearchHit<? extends MemoryItem> hit, ObjectNode shown) {
    shown.put("rank", hit.rank()).put("score", hit.score()).put("text", hit.text());
    shown.put("source", Origins.source(hit.item()));
    if (hit.item() instanceof Passage passage) {
      describe(passage, shown);
    }
    shown.put("created_at", hit.occurredAt().toString());
    hit.evidence().contentCosine().ifPresent(cosine -> shown.put("cosine", cosine));
    shown.put("coverage", hit.evidence().coverage());
  }

  private static void describe(Passage passage, ObjectNode shown) {
    passage.metadata().text(Passage.FILE).ifPresent(file -> shown.put("file", file));
    passage.metadata().text(Passage.TITLE).ifPresent(title -> shown.put("title", title));
    passage
        .metadata()
        .get(Passage.HEADINGS)
        .ifPresent(headings -> shown.set("headings", JSON.valueToTree(texts(headings))));
    if (passage.metadata().get(Passage.PAGE).orElse(null)
        instanceof PayloadValue.Int64(long page)) {
      shown.put("page", page);
    }
  }

  private static List<String> texts(PayloadValue value) {
    return value instanceof PayloadValue.TextList(List<String> texts) ? texts : List.of();
  }
}
