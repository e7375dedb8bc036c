package dev.recollect.agent.offline;

import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.value.Evidence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored text that may be quoted.
 *
 * @param source where it was found
 * @param speaker who said it; empty if unknown
 * @param origin the document it stands in and where; empty if it stands in none
 * @param text the whole text
 * @param at when it was said or filed; null for a block
 * @param evidence how well search finds that it fits; null for a block
 * @param rank its place in its search, from 0
 */
record Candidate(
    Source source,
    String speaker,
    String origin,
    String text,
    @Nullable Instant at,
    @Nullable Evidence evidence,
    int rank) {

  /** What the SDK calls the speaker of a message of the user without a name. */
  static final String USER = "user";

  /** What the SDK calls the speaker of an answer. */
  static final String ASSISTANT = "assistant";

  /** Where a text was found. */
  enum Source {
    /** In a conversation. */
    RECALL,
    /** In archival memory. */
    ARCHIVAL,
    /** In a block of core memory. */
    BLOCK
  }

  /** Returns the candidate for what a search found. */
  static Candidate of(Reference reference, int rank) {
    Source source = reference.tier() == Reference.Tier.RECALL ? Source.RECALL : Source.ARCHIVAL;
    return new Candidate(
        source,
        reference.speaker(),
        reference.origin(),
        reference.text().strip(),
        reference.occurredAt(),
        reference.evidence(),
        rank);
  }

  /** Returns the candidate for a line of a block. */
  static Candidate ofBlock(String line) {
    return new Candidate(Source.BLOCK, "", "", line, null, null, 0);
  }

  /** Returns the candidate without evidence, because it was found by another query. */
  Candidate withoutEvidence() {
    return new Candidate(source, speaker, origin, text, at, null, rank);
  }

  /** Returns whether search finds it strong enough to answer from. */
  boolean near() {
    return evidence != null && evidence.near();
  }

  /** Returns the cosine to the question, 0 if it was not computed. */
  double cosine() {
    return Optional.ofNullable(evidence).map(found -> found.contentCosine().orElse(0)).orElse(0.0);
  }

  /** Returns whether the speaker has a name of their own. */
  boolean isNamed() {
    return !speaker.isEmpty() && !speaker.equals(USER) && !speaker.equals(ASSISTANT);
  }

  /** Returns whether it stands in a document that was loaded. */
  boolean isDocument() {
    return !origin.isEmpty();
  }

  /** Returns whether somebody else than the user says so: someone with a name, or a document. */
  boolean isOfOthers() {
    return isNamed() || isDocument();
  }

  /** Returns whether it was said or filed after the other one; lines of blocks count as oldest. */
  boolean isAfter(Candidate other) {
    if (at == null || other.at == null) {
      return at != null;
    }
    return at.isAfter(other.at);
  }
}
