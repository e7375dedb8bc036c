package dev.recollect.agent.profile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much lies in the tiers, for the model to know what it may search.
 *
 * @param recall messages in recall memory
 * @param archival passages in archival memory but those of sources: the agent's own and its user's
 * @param sources passages of each attached source, by name
 */
public record MemoryCounts(long recall, long archival, Map<String, Long> sources) {

  /** Nothing anywhere. */
  public static final MemoryCounts NONE = new MemoryCounts(0, 0, Map.of());

  /** Sources named. */
  private static final int NAMED = 20;

  /** Copies the sources. */
  public MemoryCounts {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /** Returns the sentence that names the sources, ending in a line break; empty without sources. */
  String named() {
    if (sources.isEmpty()) {
      return "";
    }
    String first =
        sources.entrySet().stream()
            .limit(NAMED)
            .map(source -> source.getKey() + " (" + source.getValue() + " passages)")
            .collect(Collectors.joining(", "));
    String more = sources.size() > NAMED ? " and " + (sources.size() - NAMED) + " more" : "";
    return "archival_memory_search also looks in these loaded sources: " + first + more + ".\n";
  }
}
