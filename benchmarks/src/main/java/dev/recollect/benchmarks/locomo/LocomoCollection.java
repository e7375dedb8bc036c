package dev.recollect.benchmarks.locomo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recollect.benchmarks.locomo.LocomoConversation.Question;
import dev.recollect.benchmarks.locomo.LocomoConversation.Turn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes conversations of LoCoMo as a test collection in BEIR's layout. Not thread-safe.
 *
 * <p>A conversation is a namespace, a turn a document with its speaker and the time of its session
 * (a second later than the turn before it), a question a query, and the turns of its evidence are
 * judged 1. Both speakers are people, so every turn has the role {@code user}.
 */
final class LocomoCollection implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter corpus;
  private final BufferedWriter queries;
  private final BufferedWriter judgements;
  private int turns;
  private int questions;
  private int judged;
  private int unknown;
  private int withoutEvidence;

  /** Begins the three files in a folder, made if it is not there. */
  LocomoCollection(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("qrels"));
    this.corpus = Files.newBufferedWriter(folder.resolve("corpus.jsonl"));
    this.queries = Files.newBufferedWriter(folder.resolve("queries.jsonl"));
    this.judgements = Files.newBufferedWriter(folder.resolve("qrels").resolve("test.tsv"));
    judgements.write("query-id\tcorpus-id\tscore\n");
  }

  /** Adds a conversation with those of its questions whose category is wanted. */
  void add(LocomoConversation conversation, Set<Integer> categories) throws IOException {
    for (int place = 0; place < conversation.turns().size(); place++) {
      addTurn(conversation, place);
    }
    for (int place = 0; place < conversation.questions().size(); place++) {
      if (categories.contains(conversation.questions().get(place).category())) {
        addQuestion(conversation, place);
      }
    }
  }

  private void addTurn(LocomoConversation conversation, int place) throws IOException {
    Turn turn = conversation.turns().get(place);
    ObjectNode line =
        JSON.createObjectNode()
            .put("_id", conversation.name() + "/" + turn.id())
            .put("title", "")
            .put("text", turn.text())
            .put("namespace", conversation.name())
            .put("created_at", conversation.saidAt(place).toString())
            .put("role", "user")
            .put("speaker", turn.speaker());
    write(corpus, line);
    turns++;
  }

  private void addQuestion(LocomoConversation conversation, int place) throws IOException {
    Question question = conversation.questions().get(place);
    String id = conversation.name() + "/question-" + (place + 1);
    ObjectNode line =
        JSON.createObjectNode()
            .put("_id", id)
            .put("text", question.text())
            .put("namespace", conversation.name());
    write(queries, line);
    questions++;
    addEvidence(id, conversation, question);
  }

  private void addEvidence(String id, LocomoConversation conversation, Question question)
      throws IOException {
    List<String> known = conversation.evidence(question).stream().map(Turn::id).toList();
    for (String turn : known) {
      judgements.write(id + "\t" + conversation.name() + "/" + turn + "\t1\n");
    }
    judged += known.size();
    unknown += (int) question.evidence().stream().filter(turn -> !known.contains(turn)).count();
    withoutEvidence += known.isEmpty() ? 1 : 0;
  }

  private static void write(BufferedWriter file, ObjectNode line) throws IOException {
    file.write(JSON.writeValueAsString(line));
    file.write('\n');
  }

  /** Returns what was written and, aloud, what was left out. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d turns, %,d questions, %,d judgements%n"
            + "left out: %d evidence ids that are no turn of their conversation;"
            + " %d questions have no evidence",
        turns,
        questions,
        judged,
        unknown,
        withoutEvidence);
  }

  @Override
  public void close() throws IOException {
    try (corpus;
        queries) {
      judgements.close();
    }
  }
}
