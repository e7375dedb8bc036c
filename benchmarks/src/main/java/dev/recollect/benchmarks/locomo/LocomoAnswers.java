package dev.recollect.benchmarks.locomo;

import dev.recollect.agent.Agent;
import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.benchmarks.locomo.LocomoConversation.Question;
import dev.recollect.benchmarks.locomo.LocomoConversation.Turn;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Asks the offline model about a conversation of LoCoMo that was written through recall memory.
 *
 * <p>Prints how many single-hop questions are answered by quoting an evidence turn, for how many
 * questions about another conversation it says that it found nothing, and twenty answers beside the
 * gold ones. Arguments: the data file, the index of the conversation, the index of the other one.
 */
public final class LocomoAnswers {

  private static final String AGENT = "locomo";
  private static final int FOREIGN_QUESTIONS = 50;
  private static final int SHOWN = 20;

  /** Longer turns are quoted in part; this much of the beginning of a sentence must be there. */
  private static final int ENOUGH = 60;

  private final Path file;
  private final PrintStream out;

  private LocomoAnswers(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    int index = Integer.parseInt(arguments[1]);
    int other = Integer.parseInt(arguments[2]);
    boolean verbose = arguments.length > 3;
    new LocomoAnswers(Path.of(arguments[0]), System.out).run(index, other, verbose);
  }

  private void run(int index, int other, boolean verbose) throws IOException {
    List<LocomoConversation> conversations = LocomoConversation.read(file);
    LocomoConversation conversation = conversations.get(index);
    LocomoConversation foreign = conversations.get(other);
    Path home = Files.createTempDirectory("locomo");
    try (Recollect memory = Recollect.builder().home(home).open()) {
      memory.recall(AGENT).append("conversation-" + index, conversation.messages());
      try (Agent agent =
          Agent.builder(memory, OfflineModel.in(ZoneOffset.UTC)).name(AGENT).openOrCreate()) {
        askOwn(agent, conversation, verbose);
        askForeign(agent, foreign, verbose);
      }
    }
  }

  private void askOwn(Agent agent, LocomoConversation conversation, boolean verbose) {
    List<Question> questions = conversation.questions(LocomoConversation.SINGLE_HOP);
    int quoted = 0;
    int refused = 0;
    for (int i = 0; i < questions.size(); i++) {
      String answer = agent.send(questions.get(i).text()).text();
      boolean right = quotes(answer, conversation.evidence(questions.get(i)));
      quoted += right ? 1 : 0;
      refused += isRefusal(answer) ? 1 : 0;
      if (verbose || i * SHOWN / questions.size() != (i - 1) * SHOWN / questions.size() || i == 0) {
        show(questions.get(i), answer, right);
      }
    }
    out.printf(
        "single-hop questions: %d, an evidence turn quoted: %d (%.3f), nothing found: %d%n",
        questions.size(), quoted, (double) quoted / questions.size(), refused);
  }

  private void askForeign(Agent agent, LocomoConversation foreign, boolean verbose) {
    List<Question> questions =
        foreign.questions(LocomoConversation.SINGLE_HOP).stream().limit(FOREIGN_QUESTIONS).toList();
    int refused = 0;
    for (Question question : questions) {
      String answer = agent.send(question.text()).text();
      refused += isRefusal(answer) ? 1 : 0;
      if (verbose && !isRefusal(answer)) {
        show(question, answer, false);
      }
    }
    out.printf(
        "questions about another conversation: %d, nothing found: %d (%.3f)%n",
        questions.size(), refused, (double) refused / questions.size());
  }

  private void show(Question question, String answer, boolean right) {
    out.println("question: " + question.text());
    out.println("gold:     " + question.answer());
    out.println("answer" + (right ? " (quotes evidence):" : ":"));
    out.println(answer.indent(10).stripTrailing());
    out.println();
  }

  private static boolean isRefusal(String answer) {
    return answer.startsWith("I found nothing");
  }

  private static boolean quotes(String answer, List<Turn> evidence) {
    return evidence.stream().anyMatch(turn -> quotes(answer, turn.text()));
  }

  private static boolean quotes(String answer, String text) {
    String start = text.substring(0, Math.min(ENOUGH, text.length()));
    return !text.isEmpty()
        && (answer.contains(text) || (text.length() > 500 && answer.contains(start)));
  }
}
