package dev.recollect.benchmarks.locomo;

import dev.recollect.benchmarks.locomo.LocomoConversation.Question;
import dev.recollect.benchmarks.locomo.LocomoConversation.Turn;
import dev.recollect.embeddings.onnx.OnnxEmbeddingModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much recall memory finds of what LoCoMo's questions rest on, without a language model.
 *
 * <p>Prints recall of evidence turns at 5 and 10 over all questions with known evidence, and for
 * single-hop questions how many have evidence among the first three hits, how many of those have a
 * near hit, and how many questions about another conversation have none. Arguments: the data file,
 * the backend id ({@code inmemory} if left out). A turn is a message; photos' captions are not
 * used.
 */
public final class LocomoRecall {

  private static final int TOP_K = 10;
  private static final int NEAR_RANK = 3;
  private static final String NAME = "locomo";

  private final List<LocomoConversation> conversations;
  private final List<RecallMemory> memories = new ArrayList<>();
  private final Tally fiveFound = new Tally();
  private final Tally tenFound = new Tally();
  private final Tally amongFirst = new Tally();
  private final Tally accepted = new Tally();
  private final Tally refused = new Tally();

  private LocomoRecall(List<LocomoConversation> conversations) {
    this.conversations = conversations;
  }

  /** A mean of numbers. */
  private static final class Tally {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    void add(boolean value) {
      add(value ? 1 : 0);
    }

    @Override
    public String toString() {
      return "%.4f (of %d)".formatted(count == 0 ? 0 : sum / count, count);
    }
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    String backend = arguments.length > 1 ? arguments[1] : "inmemory";
    List<LocomoConversation> conversations = new ArrayList<>();
    for (int index = 0; index < LocomoConversation.count(file); index++) {
      conversations.add(LocomoConversation.read(file, index));
    }
    Path home = Files.createTempDirectory(NAME);
    try (EmbeddingModel model = OnnxEmbeddingModel.open();
        Recollect memory = open(home, backend, model)) {
      new LocomoRecall(conversations).run(memory, System.out);
    }
  }

  private static Recollect open(Path home, String backend, EmbeddingModel model) {
    return Recollect.builder()
        .home(home)
        .set("memory.recall.backend", backend)
        .set("memory.archival.backend", backend)
        .embeddingModel(model)
        .open();
  }

  private void run(Recollect memory, PrintStream out) {
    for (int index = 0; index < conversations.size(); index++) {
      RecallMemory recall = memory.recall(NAME + index);
      recall.append(NAME, messages(conversations.get(index)));
      memories.add(recall);
    }
    for (int index = 0; index < conversations.size(); index++) {
      for (Question question : conversations.get(index).questions()) {
        ask(index, question);
      }
    }
    out.println("recall@5                          " + fiveFound);
    out.println("recall@10                         " + tenFound);
    out.println("single-hop, evidence in first 3   " + amongFirst);
    out.println("of these, near                    " + accepted);
    out.println("of another conversation, not near " + refused);
  }

  private static List<Message> messages(LocomoConversation conversation) {
    List<Message> messages = new ArrayList<>();
    for (Turn turn : conversation.turns()) {
      messages.add(
          Message.builder(
                  Role.USER,
                  turn.text(),
                  turn.session().plusSeconds(messages.size()).toInstant(ZoneOffset.UTC))
              .name(turn.speaker())
              .build());
    }
    return messages;
  }

  private void ask(int index, Question question) {
    LocomoConversation conversation = conversations.get(index);
    Set<Long> evidence =
        conversation.evidence(question).stream()
            .map(turn -> conversation.turns().indexOf(turn) + 1L)
            .collect(Collectors.toSet());
    SearchResult<RecalledMessage> result = memories.get(index).search(question.text(), TOP_K);
    if (!evidence.isEmpty()) {
      fiveFound.add(found(result, evidence, 5));
      tenFound.add(found(result, evidence, TOP_K));
      askSingleHop(question, result, evidence);
    }
    int other = (index + 1) % memories.size();
    refused.add(!memories.get(other).search(question.text(), TOP_K).anyNear());
  }

  private void askSingleHop(
      Question question, SearchResult<RecalledMessage> result, Set<Long> evidence) {
    if (question.category() == LocomoConversation.SINGLE_HOP) {
      boolean first = found(result, evidence, NEAR_RANK) > 0;
      amongFirst.add(first);
      if (first) {
        accepted.add(result.anyNear());
      }
    }
  }

  private static double found(SearchResult<RecalledMessage> result, Set<Long> evidence, int first) {
    long found =
        result.hits().stream()
            .filter(hit -> hit.rank() <= first)
            .map(SearchHit::item)
            .filter(message -> evidence.contains(message.sequence()))
            .count();
    return (double) found / evidence.size();
  }
}
