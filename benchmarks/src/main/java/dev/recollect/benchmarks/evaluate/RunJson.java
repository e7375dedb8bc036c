package dev.recollect.benchmarks.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.benchmarks.evaluate.data.MalformedDataException;
import dev.recollect.benchmarks.evaluate.data.Query;
import dev.recollect.benchmarks.evaluate.measure.Bootstrap;
import dev.recollect.benchmarks.evaluate.measure.Difference;
import dev.recollect.benchmarks.evaluate.measure.Scores;
import dev.recollect.benchmarks.evaluate.memory.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run as a JSON file: settings, measures with their intervals, cost, and every query's own. */
final class RunJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "settings";
  private static final String MEASURES = "measures";
  private static final String QUERIES = "queries";
  private static final String INTERVAL = "interval_95";

  private RunJson() {}

  /**
   * Another run, read from its file.
   *
   * @param settings in a line, for people
   * @param scores measures by query
   */
  record Earlier(String settings, Scores scores) {
    boolean has(Query query) {
      return scores.byQuery().containsKey(query.id());
    }
  }

  /** Writes a run. */
  static void write(Path file, Run run, List<Difference> differences) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    RunSettings.of(run).forEach(document.putObject(SETTINGS)::putPOJO);
    counts(document.putObject("data"), run);
    measures(document, run);
    cost(document.putObject("cost"), run.cost());
    nearness(document, run);
    comparison(document, differences);
    queries(document.putObject(QUERIES), run);
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
  }

  private static void counts(ObjectNode counts, Run run) {
    var omitted = run.data().omissions();
    counts
        .put("namespaces", run.data().namespaces().size())
        .put("documents", run.data().documents().size())
        .put("queries", run.data().queries().size())
        .put("judgements", run.data().judgementCount())
        .put("foreign_documents", run.cost().foreignDocuments())
        .put("empty_documents_left_out", omitted.emptyDocuments())
        .put("unjudged_queries_left_out", omitted.unjudgedQueries())
        .put("judgements_of_unknown_documents_left_out", omitted.unknownDocuments())
        .put("judgements_for_unknown_queries_left_out", omitted.unknownQueries());
  }

  private static void measures(ObjectNode document, Run run) {
    ObjectNode measures = document.putObject(MEASURES);
    ObjectNode intervals = document.putObject("intervals_95");
    run.means()
        .forEach((name, mean) -> {
          measures.put(name, mean.value());
          intervals.putArray(name).add(mean.interval().low()).add(mean.interval().high());
        });
    document
        .putObject("bootstrap")
        .put("resamples", Bootstrap.STANDARD.resamples())
        .put("seed", Bootstrap.STANDARD.seed());
  }

  private static void cost(ObjectNode node, Run.Cost cost) {
    node.put("milliseconds_per_document", cost.writing().mean())
        .put("of_that_embedding_per_document", cost.writing().embeddingMean())
        .put("milliseconds_per_query", cost.searching().mean())
        .put("milliseconds_per_query_p50", cost.searching().percentile(50))
        .put("milliseconds_per_query_p95", cost.searching().percentile(95))
        .put("of_that_embedding_per_query", cost.searching().embeddingMean());
    cost.bytes().ifPresent(bytes -> node.put("bytes_on_disk", bytes));
  }

  private static void nearness(ObjectNode document, Run run) {
    Nearness nearness = run.nearness();
    if (nearness != null) {
      document
          .putObject("nearness")
          .put("answered", nearness.answered())
          .put("answered_near", nearness.answeredNear())
          .put("elsewhere", nearness.elsewhere())
          .put("elsewhere_not_near", nearness.elsewhereNotNear());
    }
  }

  private static void comparison(ObjectNode document, List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    ObjectNode comparison = document.putObject("comparison");
    for (Difference difference : differences) {
      ObjectNode node =
          comparison
              .putObject(difference.measure())
              .put("other", difference.other())
              .put("this", difference.mine())
              .put("difference", difference.value());
      node.putArray(INTERVAL).add(difference.interval().low()).add(difference.interval().high());
      node.put("better", difference.better()).put("worse", difference.worse());
    }
  }

  private static void queries(ObjectNode queries, Run run) {
    run.scores()
        .byQuery()
        .forEach((id, values) -> {
          ObjectNode query = queries.putObject(id);
          ObjectNode measures = query.putObject(MEASURES);
          run.scores().names().forEach(name -> measures.put(name, values.get(name)));
          ArrayNode ranking = query.putArray("ranking");
          for (Found found : run.rankings().getOrDefault(id, List.of())) {
            ranking.addObject().put("id", found.id()).put("score", found.score());
          }
        });
  }

  /**
   * Reads the run that a file holds.
   *
   * @throws MalformedDataException if it holds none
   */
  static Earlier read(Path file) throws IOException {
    JsonNode document = JSON.readTree(file.toFile());
    List<String> names = new ArrayList<>();
    document.path(MEASURES).fieldNames().forEachRemaining(names::add);
    TreeMap<String, Map<String, Double>> byQuery = new TreeMap<>();
    document
        .path(QUERIES)
        .properties()
        .forEach(query -> byQuery.put(query.getKey(), values(query.getValue().path(MEASURES))));
    if (names.isEmpty() || byQuery.isEmpty()) {
      throw new MalformedDataException(
          file + " holds no run; it must be a file that an earlier run wrote with --json");
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    document
        .path(SETTINGS)
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    return new Earlier(RunSettings.line(settings), new Scores(names, byQuery));
  }

  private static Map<String, Double> values(JsonNode measures) {
    Map<String, Double> values = new HashMap<>();
    measures.properties().forEach(value -> values.put(value.getKey(), value.getValue().asDouble()));
    return values;
  }
}
