package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Document;
import java.util.Set;
import java.util.TreeSet;

/**
 * A document as the state store knows it.
 *
 * @param document what people see of it
 * @param writing what its passages carry, to tell them from those of other writings
 * @param stale other writings of which passages may still be there
 * @param version of its entry; 0 for one that is not stored yet
 */
record StoredDocument(Document document, String writing, Set<String> stale, long version) {

  /** Returns all writings of which passages may be there. */
  Set<String> writings() {
    Set<String> all = new TreeSet<>(stale);
    all.add(writing);
    return all;
  }

  /** Returns this document written to the end. */
  StoredDocument completed() {
    Document done =
        new Document(
            document.key(),
            document.name(),
            document.origin(),
            document.fingerprint(),
            document.passages(),
            document.loadedAt(),
            true);
    return new StoredDocument(done, writing, Set.of(), version);
  }

  StoredDocument at(long newVersion) {
    return new StoredDocument(document, writing, stale, newVersion);
  }
}
