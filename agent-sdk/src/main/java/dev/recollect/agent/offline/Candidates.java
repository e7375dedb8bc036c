package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Candidate.Source;
import dev.recollect.memory.api.conversation.Reference;
import java.util.ArrayList;
import java.util.List;

/** Collects what may be quoted from search results and blocks. */
final class Candidates {

  private Candidates() {}

  /** Returns the lines of blocks that may be quoted. */
  static List<Candidate> of(CoreBlocks blocks) {
    return blocks.aboutOthers().stream()
        .flatMap(block -> block.lines().stream())
        .map(Candidate::ofBlock)
        .toList();
  }

  /**
   * Returns what may be quoted of the references of a search, best first.
   *
   * @param question the question, never quoted itself
   * @param references what the search found
   * @param firstRank the place of the first, from 0
   */
  static List<Candidate> of(String question, List<Reference> references, int firstRank) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      Candidate candidate = Candidate.of(references.get(i), firstRank + i);
      if (isQuotable(candidate, question)) {
        candidates.add(candidate);
      }
    }
    return candidates;
  }

  /** Returns how many of the references may be quoted in an answer to the question. */
  static long quotable(String question, List<Reference> references) {
    return references.stream()
        .filter(reference -> isQuotable(Candidate.of(reference, 0), question))
        .count();
  }

  /** Own answers, the question itself and texts that only ask or greet say nothing new. */
  private static boolean isQuotable(Candidate candidate, String question) {
    return !(candidate.source() == Source.RECALL && candidate.speaker().equals(Candidate.ASSISTANT))
        && !Terms.key(candidate.text()).equals(Terms.key(question))
        && Classifier.classify(candidate.text()).stream()
            .anyMatch(utterance ->
                utterance.isFiled()
                    || utterance.kind() == Utterance.Kind.REQUEST
                    || (utterance.kind() == Utterance.Kind.CHAT && candidate.isOfOthers()));
  }
}
