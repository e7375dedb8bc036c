package dev.recollect.agent.context;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much lies in the tiers, for the model to know what it may search.
 *
 * @param recall messages in recall memory
 * @param archival the agent's own passages in archival memory
 * @param sources passages of each attached source, by name
 */
public record MemoryCounts(long recall, long archival, Map<String, Long> sources) {

  /** Nothing anywhere. */
  public static final MemoryCounts NONE = new MemoryCounts(0, 0, Map.of());

  /** Copies the sources. */
  public MemoryCounts {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }
}
