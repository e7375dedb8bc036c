package dev.recollect.agent.forget;

import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.SearchHit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message or passage that could be forgotten, as a search found it.
 *
 * @param kind which of the two
 * @param id of the message ({@code conversation/sequence}) or the passage
 * @param text the whole text
 * @param occurredAt when it was said, or when what it says happened
 * @param near whether search has strong evidence that it is about what was asked
 */
public record Forgettable(Kind kind, String id, String text, Instant occurredAt, boolean near) {

  private static final int FOUND = 50;

  /** What can be forgotten. */
  public enum Kind {
    /** Something that was said, in recall memory and perhaps in the window. */
    MESSAGE,
    /** A passage of the agent's own in archival memory. */
    PASSAGE
  }

  /**
   * Returns the messages and passages that a search for a text finds: messages first, each kind
   * best first, at most {@value #FOUND} of each. Passages of attached sources are left out.
   *
   * @param text what is to be forgotten, for example a name
   */
  public static List<Forgettable> about(String text, RecallMemory recall, ArchivalMemory archival) {
    List<Forgettable> found = new ArrayList<>();
    recall.search(text, FOUND).hits().forEach(hit -> found.add(of(Kind.MESSAGE, hit)));
    archival.search(text, FOUND).hits().stream()
        .filter(hit -> isOwn(hit.item()))
        .forEach(hit -> found.add(of(Kind.PASSAGE, hit)));
    return List.copyOf(found);
  }

  /** Returns whether a passage is the owner's own and not of a source. */
  public static boolean isOwn(Passage passage) {
    return passage.metadata().get(Passage.SOURCE).isEmpty();
  }

  private static Forgettable of(Kind kind, SearchHit<? extends MemoryItem> hit) {
    return new Forgettable(
        kind, hit.item().id(), hit.text(), hit.occurredAt(), hit.evidence().near());
  }
}
