package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Utterance.Kind;
import dev.recollect.memory.api.conversation.Message;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Composes what the model says once its tools have run: what it noted, what it found. */
final class Answer {

  /** Passages quoted in an answer. */
  static final int QUOTATIONS = 3;

  private static final String NOTHING = "I found nothing in my memory about that.";

  private final TurnView turn;
  private final Plan plan;
  private final Quotation quotation;

  Answer(TurnView turn, Plan plan, ZoneId zone) {
    this.turn = turn;
    this.plan = plan;
    this.quotation = new Quotation(zone, turn.user().flatMap(Message::name).orElse(""));
  }

  /** Returns the answer; never empty. */
  String text() {
    List<String> parts = new ArrayList<>();
    new Confirmation(turn, plan, quotation).addTo(parts);
    List<Utterance> asked = plan.asked();
    int each = Math.max(1, QUOTATIONS / Math.max(1, asked.size()));
    for (int i = 0; i < asked.size(); i++) {
      boolean overview = asked.get(i).kind() == Kind.OVERVIEW;
      parts.add(overview ? overview(i) : answer(asked.get(i), i, each));
    }
    if (plan.unanswered() > 0) {
      parts.add("I left out " + plan.unanswered() + " more questions; ask them one by one.");
    }
    courtesy(parts.isEmpty()).ifPresent(line -> parts.add(0, line));
    return String.join("\n", parts);
  }

  private String answer(Utterance question, int index, int limit) {
    Optional<String> trouble = trouble(index);
    List<Match> chosen = new Findings(turn).of(question, index, limit);
    if (chosen.isEmpty()) {
      return trouble.orElse(NOTHING);
    }
    List<String> lines = new ArrayList<>();
    chosen.forEach(match -> lines.add(quotation.of(match)));
    trouble.ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private String overview(int index) {
    List<String> facts =
        Overview.facts(turn.blocks(), turn.references(Steps.archivalSearch(index)));
    if (facts.isEmpty()) {
      return trouble(index)
          .orElse("I know nothing about you yet. Tell me something and I will file it.");
    }
    return "This is what I know about you:\n- " + String.join("\n- ", facts);
  }

  /** Returns why a question could not be searched for, wholly or in part. */
  private Optional<String> trouble(int index) {
    List<String> failures = new ArrayList<>();
    for (String id : List.of(Steps.archivalSearch(index), Steps.conversationSearch(index))) {
      turn.failure(id).ifPresent(failures::add);
    }
    if (!failures.isEmpty()) {
      return Optional.of("A search of my memory failed: " + String.join(" ", failures));
    }
    boolean able =
        turn.offers(OfferedTool.ARCHIVAL_SEARCH) || turn.offers(OfferedTool.CONVERSATION_SEARCH);
    return able
        ? Optional.empty()
        : Optional.of("I cannot look that up: this agent offers me no tool that searches memory.");
  }

  private Optional<String> courtesy(boolean alone) {
    if (plan.has(Kind.SELF)) {
      return Optional.of(OfflineModel.DESCRIPTION + persona());
    }
    if (plan.has(Kind.REQUEST)) {
      return Optional.of(
          "I cannot do that: I only file what you tell me and quote it when you ask.");
    }
    if (!alone) {
      return Optional.empty();
    }
    if (plan.has(Kind.GREETING)) {
      return Optional.of("Hello. Tell me what I should remember, or ask me about it.");
    }
    if (plan.has(Kind.THANKS)) {
      return Optional.of("You are welcome.");
    }
    return Optional.of(
        plan.has(Kind.FAREWELL)
            ? "Goodbye. What you told me stays in memory."
            : "I have nothing to file in that. Tell me a fact, or ask me about one.");
  }

  private String persona() {
    return turn.blocks()
        .find(CoreBlocks.PERSONA)
        .filter(block -> !block.lines().isEmpty())
        .map(block -> " My persona block says: \"" + block.lines().get(0) + "\"")
        .orElse("");
  }
}
