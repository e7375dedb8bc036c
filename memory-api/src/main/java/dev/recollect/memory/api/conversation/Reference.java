package dev.recollect.memory.api.conversation;

import dev.recollect.memory.api.value.Evidence;
import java.time.Instant;

/**
 * A stored text on which a tool result rests, so that an answer can cite it.
 *
 * @param tier where it was found
 * @param id its id there
 * @param speaker who said or filed it; empty if that is not known
 * @param origin the document it stands in and where, such as {@code paper.pdf, page 3}; empty for
 *     what was said or filed
 * @param text the text as stored
 * @param occurredAt when it was said or filed
 * @param evidence how well it fits the query
 */
public record Reference(
    Tier tier,
    String id,
    String speaker,
    String origin,
    String text,
    Instant occurredAt,
    Evidence evidence) {

  /** A memory tier that can be searched. */
  public enum Tier {
    /** Messages of conversations. */
    RECALL,
    /** Filed passages. */
    ARCHIVAL
  }
}
