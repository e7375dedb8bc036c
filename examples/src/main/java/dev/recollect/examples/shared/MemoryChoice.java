package dev.recollect.examples.shared;

import dev.recollect.memory.core.Recollect;
import java.util.Map;

/**
 * Opens the memory that the environment names. {@value #BACKEND} is the id of a backend, for
 * example {@code lucene}, {@code pgvector} or {@code inmemory}; what that backend needs to know is
 * Recollect's own configuration, for example {@code RECOLLECT_BACKEND_PGVECTOR_URL}.
 */
public final class MemoryChoice {

  /** Environment variable: the id of the backend that keeps everything. */
  public static final String BACKEND = "MEMORY_BACKEND";

  private MemoryChoice() {}

  /**
   * Opens the memory; the caller closes it.
   *
   * @param standard the backend where {@value #BACKEND} is unset or empty
   * @throws dev.recollect.memory.api.error.MemoryException as {@link Recollect.Builder#open}
   */
  public static Recollect open(Map<String, String> environment, String standard) {
    String chosen = environment.getOrDefault(BACKEND, "").strip();
    String backend = chosen.isEmpty() ? standard : chosen;
    return Recollect.builder()
        .environment(environment)
        .set("memory.recall.backend", backend)
        .set("memory.archival.backend", backend)
        .open();
  }
}
