package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Candidate.Source;
import dev.recollect.memory.api.conversation.Reference;
import java.util.ArrayList;
import java.util.List;

/** Collects what may be quoted from search results and blocks. */
final class Candidates {

  private Candidates() {}

  /**
   * Returns the candidates for a question: blocks, then the results of each search.
   *
   * @param question the question, never quoted itself
   * @param blocks core memory
   * @param searches the references of each search, best first
   */
  static List<Candidate> collect(
      String question, CoreBlocks blocks, List<List<Reference>> searches) {
    List<Candidate> candidates = new ArrayList<>();
    blocks
        .aboutOthers()
        .forEach(block -> block.lines().forEach(line -> candidates.add(Candidate.ofBlock(line))));
    for (List<Reference> references : searches) {
      for (int rank = 0; rank < references.size(); rank++) {
        Candidate candidate = Candidate.of(references.get(rank), rank);
        if (isQuotable(candidate, question)) {
          candidates.add(candidate);
        }
      }
    }
    return List.copyOf(candidates);
  }

  /** Own answers, the question itself and texts that only ask or greet say nothing new. */
  private static boolean isQuotable(Candidate candidate, String question) {
    return !(candidate.source() == Source.RECALL && candidate.speaker().equals(Candidate.ASSISTANT))
        && !Terms.key(candidate.text()).equals(Terms.key(question))
        && Classifier.classify(candidate.text()).stream()
            .anyMatch(utterance ->
                utterance.isFiled()
                    || utterance.kind() == Utterance.Kind.REQUEST
                    || utterance.kind() == Utterance.Kind.CHAT && candidate.isNamed());
  }
}
