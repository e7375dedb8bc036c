package dev.recollect.benchmarks.locomo;

import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.agent.recall.AutomaticRecall;
import dev.recollect.agent.recall.RecallPolicy;
import dev.recollect.agent.recall.RecallPolicy.Unit;
import dev.recollect.benchmarks.locomo.LocomoConversation.Question;
import dev.recollect.benchmarks.locomo.LocomoConversation.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures which unit automatic recall should show: for each question about conversations of LoCoMo
 * it looks whether what is shown beside the question holds a turn on which the answer rests.
 *
 * <p>The first speaker counts as the person, the other as the agent, so that exchanges are what one
 * said and the other answered. Arguments: the data file, of how many questions one is asked, and
 * the token budgets to try.
 */
public final class RecallUnits {

  private static final String OWNER = "locomo";
  private static final Set<Integer> ANSWERABLE = Set.of(1, 2, LocomoConversation.SINGLE_HOP);

  private final OfflineModel counter = OfflineModel.in(ZoneOffset.UTC);
  private final PrintStream out = System.out;
  private final int every;
  private final List<Integer> budgets;

  private RecallUnits(int every, List<Integer> budgets) {
    this.every = every;
    this.budgets = budgets;
  }

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException {
    List<Integer> budgets = List.of(arguments).stream().skip(2).map(Integer::valueOf).toList();
    new RecallUnits(Integer.parseInt(arguments[1]), budgets)
        .run(LocomoConversation.read(Path.of(arguments[0])));
  }

  /** What came of one way to show. */
  private static final class Tally {
    private int questions;
    private int found;
    private int whole;
    private int silent;
    private long tokens;
  }

  private void run(List<LocomoConversation> conversations) throws IOException {
    Map<Integer, Map<Unit, Tally>> tallies = new TreeMap<>();
    for (LocomoConversation conversation : conversations) {
      Path home = Files.createTempDirectory("recall-units");
      try (Recollect memory = Recollect.builder().home(home).open()) {
        memory.recall(OWNER).append(conversation.name(), messages(conversation));
        for (int budget : budgets) {
          Map<Unit, Tally> own = tallies.computeIfAbsent(budget, any -> new EnumMap<>(Unit.class));
          measure(conversation, memory, budget, own);
        }
      }
    }
    tallies.forEach((budget, units) -> units.forEach((unit, tally) -> print(budget, unit, tally)));
  }

  private static List<Message> messages(LocomoConversation conversation) {
    String person = conversation.turns().getFirst().speaker();
    return IntStream.range(0, conversation.turns().size())
        .mapToObj(place -> {
          Turn turn = conversation.turns().get(place);
          Role role = turn.speaker().equals(person) ? Role.USER : Role.ASSISTANT;
          return Message.builder(role, turn.shown(), conversation.saidAt(place))
              .name(turn.speaker())
              .build();
        })
        .toList();
  }

  private void measure(
      LocomoConversation conversation, Recollect memory, int budget, Map<Unit, Tally> tallies) {
    for (Unit unit : Unit.values()) {
      RecallPolicy policy =
          RecallPolicy.builder()
              .unit(unit)
              .tokens(budget)
              .topK(20)
              .tiers(Set.of(RecallPolicy.Tier.RECALL))
              .build();
      AutomaticRecall recall =
          new AutomaticRecall(policy, memory.recall(OWNER), memory.archival(OWNER), ZoneOffset.UTC);
      Tally tally = tallies.computeIfAbsent(unit, any -> new Tally());
      for (Question question : asked(conversation)) {
        ask(recall, question, conversation.evidence(question), budget, tally);
      }
    }
  }

  private List<Question> asked(LocomoConversation conversation) {
    List<Question> answerable =
        conversation.questions().stream()
            .filter(question -> ANSWERABLE.contains(question.category()))
            .filter(question -> !conversation.evidence(question).isEmpty())
            .toList();
    return IntStream.range(0, answerable.size())
        .filter(place -> place % every == 0)
        .mapToObj(answerable::get)
        .toList();
  }

  private void ask(
      AutomaticRecall recall, Question question, List<Turn> evidence, int budget, Tally tally) {
    String shown =
        recall
            .about(question.text(), any -> false, counter::countTokens, budget, CallOptions.none())
            .orElse("");
    tally.questions++;
    tally.silent += shown.isEmpty() ? 1 : 0;
    tally.tokens += counter.countTokens(shown);
    tally.found += evidence.stream().anyMatch(turn -> shown.contains(turn.text())) ? 1 : 0;
    tally.whole += evidence.stream().allMatch(turn -> shown.contains(turn.text())) ? 1 : 0;
  }

  private void print(int budget, Unit unit, Tally tally) {
    out.printf(
        Locale.ROOT,
        "%4d tokens, %-8s: evidence shown %.3f, all of it %.3f, nothing shown %.3f,"
            + " %.0f tokens on average (%d questions)%n",
        budget,
        unit,
        (double) tally.found / tally.questions,
        (double) tally.whole / tally.questions,
        (double) tally.silent / tally.questions,
        (double) tally.tokens / tally.questions,
        tally.questions);
  }
}
