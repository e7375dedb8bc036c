package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Evidence;
import java.time.Instant;

/**
 * One hit of a search.
 *
 * @param rank its place, from 1
 * @param score orders the hits of one search and means nothing beyond it; higher is better
 * @param item what was found
 * @param evidence why it was found
 */
public record SearchHit<T extends MemoryItem>(int rank, double score, T item, Evidence evidence) {

  /** Returns the whole text of what was found. */
  public String text() {
    return item.text();
  }

  /** Returns when what the text says happened or was said. */
  public Instant occurredAt() {
    return item.occurredAt();
  }
}
