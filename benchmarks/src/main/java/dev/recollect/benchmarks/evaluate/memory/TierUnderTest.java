package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.memory.api.tier.SearchQuery;
import java.util.List;

/** A tier filled and searched as an application does it, an owner a namespace. */
public interface TierUnderTest {

  /**
   * Writes documents behind those that were written to their namespace before.
   *
   * @param namespace of all of them
   * @param documents with text, in order
   * @throws dev.recollect.memory.api.error.MemoryException naming the line of a document that
   *     cannot be stored
   */
  void write(String namespace, List<Document> documents);

  /**
   * Returns what a query finds in a namespace, best first; nothing if that has no document.
   *
   * @throws IllegalStateException if a hit was never written to that namespace
   */
  List<Found> search(String namespace, SearchQuery query);
}
