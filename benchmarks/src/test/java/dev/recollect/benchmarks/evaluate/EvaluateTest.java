package dev.recollect.benchmarks.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.benchmarks.evaluate.data.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on collections of a few sentences, with an embedding model that is a fake. */
class EvaluateTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> DEFAULTS =
      Map.of("--embedding", FakeEmbeddingProvider.ID, "--backend", "inmemory");

  @TempDir Path folder;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private DataFolder data;

  @BeforeEach
  void writeData() throws IOException {
    data = DataFolder.small(folder.resolve("pets"));
  }

  private int evaluate(String... arguments) {
    output.reset();
    error.reset();
    Console console =
        new Console(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false);
    List<String> all = new ArrayList<>(List.of(arguments));
    DEFAULTS.forEach((option, value) -> {
      if (!all.contains(option)) {
        all.addAll(List.of(option, value));
      }
    });
    all.addAll(List.of("--data", data.path().toString()));
    return Main.run(console, all);
  }

  private String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private String error() {
    return error.toString(StandardCharsets.UTF_8);
  }

  private Path json(String name) {
    return folder.resolve(name + ".json");
  }

  private JsonNode run(String name, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", json(name).toString()));
    assertThat(evaluate(all.toArray(String[]::new))).as(error()).isZero();
    return JSON.readTree(json(name).toFile());
  }

  /** Three conversations in which everybody speaks of a boat of his own. */
  private void writeConversations() throws IOException {
    StringBuilder corpus = new StringBuilder();
    StringBuilder queries = new StringBuilder();
    StringBuilder judgements = new StringBuilder("query-id\tcorpus-id\tscore\n");
    for (String name : List.of("Petrel", "Tern", "Gannet")) {
      String[] said = {
        "Hello there.", "My boat is called " + name + ".", "It lies in the harbour.", "Goodbye."
      };
      for (int n = 0; n < said.length; n++) {
        corpus.append(
            String.format(
                Locale.ROOT,
                "{\"_id\": \"%s-%d\", \"text\": \"%s\", \"namespace\": \"%s\", \"speaker\":"
                    + " \"Sam\", \"created_at\": \"2026-05-01T10:00:0%dZ\"}%n",
                name,
                n,
                said[n],
                name,
                n));
      }
      queries.append(
          String.format(
              Locale.ROOT,
              "{\"_id\": \"%s?\", \"text\": \"what is the boat called\", \"namespace\":"
                  + " \"%s\"}%n",
              name,
              name));
      judgements.append(name).append("?\t").append(name).append("-1\t1\n");
    }
    data.corpus(corpus.toString()).queries(queries.toString()).judgements(judgements.toString());
  }

  @Test
  void archival_printsMeasuresWithIntervalsAndCosts() {
    assertThat(evaluate()).as(error()).isZero();

    assertThat(output().lines())
        .contains("pets: 3 documents in 1 namespace, 2 queries, 3 judgements")
        .contains("recall@1      1.0000  1.0000 to 1.0000")
        .contains("ndcg@10       1.0000  1.0000 to 1.0000")
        .anyMatch(line -> line.startsWith("time per document "))
        .anyMatch(line -> line.startsWith("time per query    "))
        .anyMatch(line -> line.startsWith("size on disk "));
    assertThat(error()).contains("documents written: 3 of 3").contains("queries asked: 2 of 2");
  }

  @Test
  void json_hasMeasuresSettingsAndEveryQuery() throws IOException {
    JsonNode run = run("run", "--tier", "archival", "--mode", "text", "--top-k", "10");

    assertThat(run.at("/measures").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "recall@1",
            "recall@5",
            "recall@10",
            "mrr",
            "ndcg@10",
            "success@1",
            "success@5",
            "success@10");
    assertThat(run.at("/measures/mrr").asDouble()).isEqualTo(1);
    assertThat(run.at("/intervals_95/mrr").size()).isEqualTo(2);
    assertThat(run.at("/settings/mode").asText()).isEqualTo("text");
    assertThat(run.at("/settings/embedding").asText()).isEqualTo("fake-words/1/none/sum/64");
    assertThat(run.at("/settings/top_k").asInt()).isEqualTo(10);
    assertThat(run.at("/data/documents").asInt()).isEqualTo(3);
    assertThat(run.at("/cost/milliseconds_per_query").asDouble()).isPositive();
    assertThat(run.at("/queries/q1/ranking/0/id").asText()).isEqualTo("d1");
    assertThat(run.at("/queries/q1/measures/recall@1").asDouble()).isEqualTo(1);
  }

  @Test
  void recall_withForeignTextBeside_findsTheSame() throws IOException {
    writeConversations();

    JsonNode alone = run("alone", "--tier", "recall");
    JsonNode beside = run("beside", "--tier", "recall", "--foreign", "7");

    assertThat(alone.at("/measures/recall@5").asDouble()).isEqualTo(1);
    assertThat(beside.at("/measures")).isEqualTo(alone.at("/measures"));
    assertThat(beside.at("/queries")).isEqualTo(alone.at("/queries"));
    assertThat(beside.at("/data/foreign_documents").asInt()).isEqualTo(7 * 12);
  }

  @Test
  void recall_ofLinesInAnyOrder_goesByDate() throws IOException {
    writeConversations();
    JsonNode ordered = run("ordered", "--tier", "recall");
    Path corpus = data.path().resolve("corpus.jsonl");
    data.corpus(String.join("\n", Files.readAllLines(corpus).reversed()));

    assertThat(run("reversed", "--tier", "recall").at("/queries"))
        .isEqualTo(ordered.at("/queries"));
  }

  @Test
  void compare_withAnEarlierRun_isPairedByQuery() throws IOException {
    data.judgements("query-id\tcorpus-id\tscore\nq1\td3\t1\nq2\td2\t1\n");
    run("earlier");

    JsonNode later = run("later", "--top-k", "5", "--compare", json("earlier").toString());

    assertThat(later.at("/comparison/recall@1/difference").asDouble()).isZero();
    assertThat(later.at("/comparison/recall@1/interval_95").size()).isEqualTo(2);
    assertThat(later.at("/comparison/recall@1/better").asInt()).isZero();
    assertThat(later.at("/comparison").has("recall@20")).isFalse();
    assertThat(output()).contains("compared with: ").contains("over 2 queries, each with itself");
  }

  @Test
  void compare_ofTwoEmbeddingModels_saysWhichIsWhich() throws IOException {
    run("small", "--embedding", "fakewords:8", "--mode", "vector");

    run("large", "--mode", "vector", "--compare", json("small").toString());

    assertThat(output())
        .contains("embedding fake-words/1/none/sum/64")
        .containsPattern("compared with: .*embedding fake-words/1/none/sum/8,");
  }

  @Test
  void compare_withAFileThatHoldsNoRun_isRefused() throws IOException {
    Files.writeString(json("other"), "{}");

    assertThat(evaluate("--compare", json("other").toString())).isEqualTo(1);
    assertThat(error()).contains("holds no run; it must be a file that an earlier run wrote");
  }

  @Test
  void nearness_asksWhereThereIsNoAnswerToo() throws IOException {
    writeConversations();

    JsonNode run = run("near", "--tier", "recall", "--nearness");

    assertThat(run.at("/nearness/answered").asInt()).isEqualTo(3);
    assertThat(run.at("/nearness/elsewhere").asInt()).isEqualTo(3);
    assertThat(output()).contains("asked in another namespace, not called near:");
  }

  @Test
  void embeddings_kept_changeNoFigure() throws IOException {
    String cache = folder.resolve("cache").toString();
    JsonNode first = run("first", "--embedding-cache", cache);

    assertThat(run("second", "--embedding-cache", cache).at("/queries"))
        .isEqualTo(first.at("/queries"));
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
  }

  @Test
  void lucene_saysItsSizeAndLeavesNothing() throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("kept"));

    JsonNode run =
        run("lucene", "--backend", "lucene", "--home", temporary.resolve("home").toString());

    assertThat(run.at("/cost/bytes_on_disk").asLong()).isGreaterThan(10_000);
    assertThat(temporary.resolve("home")).isNotEmptyDirectory();
    assertThat(evaluate("--backend", "lucene", "--home", temporary.resolve("home").toString()))
        .isEqualTo(1);
    assertThat(error()).contains("is not empty; what lies there would be measured too");
  }

  @Test
  void server_isLeftAsItWas() throws IOException {
    writeConversations();

    run("server", "--backend", FakeServerProvider.ID, "--tier", "recall", "--foreign", "2");

    assertThat(FakeServerProvider.keys("collection/")).isNotEmpty();
    assertThat(FakeServerProvider.keys("tenant/")).isEmpty();
  }

  @Test
  void malformedInput_endsWithItsLine() throws IOException {
    data.corpus("{\"_id\": \"d1\", \"text\": \"x\"}\n{\"_id\": \"d2\"}\n");

    assertThat(evaluate()).isEqualTo(1);
    assertThat(error())
        .isEqualToIgnoringNewLines("error: corpus.jsonl:2: text is missing; it must be text");
  }

  @Test
  void unknownBackend_namesTheNearest() {
    assertThat(evaluate("--backend", "lucen")).isEqualTo(1);
    assertThat(error()).startsWith("error: ").contains("lucen").contains("lucene");
  }

  @Test
  void wrongUsage_isSaidBeforeAnythingIsDone() {
    assertThat(evaluate("--top-k", "101")).isEqualTo(2);
    assertThat(error()).contains("--top-k is 101; it must be 1 to 100");
    assertThat(evaluate("--foreign", "-1")).isEqualTo(2);
    assertThat(error()).contains("--foreign is -1; it must be 0 or more");
    assertThat(evaluate("--json", folder.resolve("no/such/file.json").toString())).isEqualTo(2);
    assertThat(error()).contains("cannot be written; name a file in a folder that exists");
    assertThat(evaluate("--mode", "words")).isEqualTo(2);
  }
}
