package dev.recollect.benchmarks.locomo;

import dev.recollect.agent.Agent;
import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.CompactionPolicy.Messages;
import dev.recollect.agent.compaction.CompactionResult;
import dev.recollect.agent.compaction.SummaryKeys;
import dev.recollect.agent.compaction.SummaryRecord;
import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.benchmarks.locomo.LocomoConversation.Question;
import dev.recollect.benchmarks.locomo.LocomoConversation.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures what search finds of conversations of LoCoMo before and after their compaction, with the
 * default memory and the offline model, whose summaries are extracts.
 *
 * <p>Asked are the single-hop questions. An evidence turn counts as found if it, its archived
 * exchange or the summary record that stands for it is among the first k hits of recall or of
 * archival memory. Besides, which share of the words of the gold answer the texts of the hits hold.
 * Arguments: the data file, the indexes of conversations.
 */
public final class CompactedRecall {

  private static final int SMALL = 5;
  private static final int LARGE = 10;

  private final PrintStream out;
  private final Recollect memory;
  private final LocomoConversation conversation;

  private CompactedRecall(PrintStream out, Recollect memory, LocomoConversation conversation) {
    this.out = out;
    this.memory = memory;
    this.conversation = conversation;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    List<LocomoConversation> all = LocomoConversation.read(Path.of(arguments[0]));
    Path home = Files.createTempDirectory("compacted-recall");
    try (Recollect memory = Recollect.builder().home(home).open()) {
      for (String index : Arrays.asList(arguments).subList(1, arguments.length)) {
        new CompactedRecall(System.out, memory, all.get(Integer.parseInt(index))).run();
      }
    }
  }

  private void run() {
    out.printf(
        Locale.ROOT,
        "%s: %d turns, %d questions%n",
        conversation.name(),
        conversation.turns().size(),
        questions().size());
    try (Agent agent = agent("a")) {
      measure("before", agent);
      compact(agent, Messages.KEEP);
      compact(agent, Messages.DELETE);
    }
    try (Agent agent = agent("b")) {
      compact(agent, Messages.ARCHIVE);
    }
  }

  private List<Question> questions() {
    return conversation.questions(LocomoConversation.SINGLE_HOP);
  }

  private Agent agent(String suffix) {
    Agent agent =
        Agent.builder(memory, OfflineModel.in(ZoneOffset.UTC))
            .name(conversation.name() + "-" + suffix)
            .zone(ZoneOffset.UTC)
            .create();
    agent.recall().append(agent.conversation(), messages());
    return agent;
  }

  /** The first speaker is the user and the other one the agent, so that there are exchanges. */
  private List<Message> messages() {
    String user = conversation.turns().getFirst().speaker();
    return IntStream.range(0, conversation.turns().size())
        .mapToObj(place -> {
          Turn turn = conversation.turns().get(place);
          Role role = turn.speaker().equals(user) ? Role.USER : Role.ASSISTANT;
          return Message.builder(role, turn.shown(), conversation.saidAt(place))
              .name(turn.speaker())
              .build();
        })
        .toList();
  }

  private void compact(Agent agent, Messages messages) {
    CompactionPolicy policy = CompactionPolicy.builder().keepNewest(5).messages(messages).build();
    CompactionResult result = agent.compact(policy);
    if (result.records() > 0) {
      out.printf(
          Locale.ROOT,
          "  %d messages in %d records, %d tokens in %d%n",
          result.condensed(),
          result.records(),
          result.tokensBefore(),
          result.tokensAfter());
    }
    measure(messages.name().toLowerCase(Locale.ROOT), agent);
  }

  private void measure(String name, Agent agent) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-8s", name));
    for (int k : new int[] {SMALL, LARGE}) {
      int found = 0;
      double words = 0;
      for (Question question : questions()) {
        Hits hits = search(agent, question.text(), k);
        found += evidence(question).stream().anyMatch(hits.places()::contains) ? 1 : 0;
        words += share(question.answer(), hits.texts());
      }
      line.append(
          String.format(
              Locale.ROOT,
              " k %d: evidence %.3f, words of the answer %.3f;",
              k,
              (double) found / questions().size(),
              words / questions().size()));
    }
    out.println(line);
  }

  private Set<Long> evidence(Question question) {
    return conversation.evidence(question).stream()
        .map(turn -> (long) conversation.turns().indexOf(turn) + 1)
        .collect(Collectors.toSet());
  }

  /**
   * What two searches find.
   *
   * @param places the turns that it is, or stands for
   * @param texts what it says
   */
  private record Hits(Set<Long> places, List<String> texts) {}

  private static Hits search(Agent agent, String question, int k) {
    Hits hits = new Hits(new HashSet<>(), new ArrayList<>());
    for (SearchHit<RecalledMessage> hit : agent.recall().search(question, k).hits()) {
      hits.places().add(hit.item().sequence());
      hits.texts().add(hit.text());
    }
    for (SearchHit<Passage> hit : agent.archival().search(question, k).hits()) {
      SummaryRecord.of(hit.item()).ifPresent(summary -> hits.places().addAll(summary.sequences()));
      archived(hit.item()).forEach(hits.places()::add);
      hits.texts().add(hit.text());
    }
    return hits;
  }

  private static LongStream archived(Passage passage) {
    return passage.metadata().get(SummaryKeys.SAID_FIRST).orElse(null)
                instanceof PayloadValue.Int64(long first)
            && passage.metadata().get(SummaryKeys.SAID_LAST).orElse(null)
                instanceof PayloadValue.Int64(long last)
        ? LongStream.rangeClosed(first, last)
        : LongStream.empty();
  }

  private static double share(String answer, List<String> texts) {
    Set<String> wanted = words(answer);
    Set<String> present = words(String.join(" ", texts));
    return wanted.isEmpty()
        ? 0
        : (double) wanted.stream().filter(present::contains).count() / wanted.size();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() > 2)
        .collect(Collectors.toSet());
  }
}
