package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one source: texts of other origin, each as passages, replaced and deleted as a
 * whole. Thread-safe; one process at a time can write.
 */
public interface Documents {

  /**
   * Writes documents. One of the same key is replaced: what it was before is found until the new
   * one is written, and is gone when the call returns.
   *
   * <p>After a crash, {@link Document#complete()} tells which ones were not written to the end;
   * writing them again leaves nothing of the interrupted attempt.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT naming who is writing to the
   *     source; INVALID or LIMIT; UNAVAILABLE
   */
  void put(List<NewDocument> documents);

  /** Returns a document, if there is one of the key; empty also if there is no source yet. */
  Optional<Document> find(String key);

  /**
   * Returns the documents in no particular order.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest source
   */
  Page<Document> list(Cursor cursor);

  /**
   * Deletes documents; keys without one are ignored.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest source;
   *     CONFLICT naming who is writing to it
   */
  void delete(List<String> keys);

  /**
   * Returns the best matches of a query in this source alone.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest source
   */
  SearchResult<Passage> search(SearchQuery query);

  /**
   * Returns how many passages there are.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest source
   */
  long count();
}
