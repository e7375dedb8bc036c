package dev.recollect.agent.offline;

import java.util.ArrayList;
import java.util.List;

/** What the searches of the present turn found for a question. */
final class Findings {

  private final TurnView turn;

  Findings(TurnView turn) {
    this.turn = turn;
  }

  /** Returns the matches to quote for the question with the index, best first. */
  List<Match> of(Utterance question, int index, int limit) {
    String text = question.text();
    List<Candidate> candidates = new ArrayList<>(Candidates.of(turn.blocks()));
    candidates.addAll(Candidates.of(text, turn.references(Steps.archivalSearch(index)), 0));
    candidates.addAll(Candidates.of(text, turn.references(Steps.conversationSearch(index)), 0));
    candidates.addAll(Candidates.of(text, turn.references(Steps.nextPage(index)), Steps.PAGE));
    Candidates.of(text, turn.references(Steps.newerSearch(index)), 0).stream()
        .map(Candidate::withoutEvidence)
        .forEach(candidates::add);
    return Selection.choose(new AskedAbout(question.topic()), candidates, limit);
  }
}
