package dev.recollect.agent.tool;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The rankings found in the turn under way: later pages go on in the ranking whose first page the
 * model has seen. A first page is always searched for anew, so that what was just filed is found.
 *
 * <p>Thread-safe; belongs to one agent. Of two equal searches at one time both may search.
 */
public final class TurnSearches {

  private final Map<String, SearchResult<? extends MemoryItem>> frozen = new ConcurrentHashMap<>();

  /** Creates an empty set of rankings. */
  public TurnSearches() {}

  /** Forgets all rankings, as a turn begins. */
  public void clear() {
    frozen.clear();
  }

  SearchResult<? extends MemoryItem> find(
      String search, int page, Supplier<SearchResult<? extends MemoryItem>> fresh) {
    if (page == 0) {
      frozen.remove(search);
    }
    SearchResult<? extends MemoryItem> known = frozen.get(search);
    if (known != null) {
      return known;
    }
    SearchResult<? extends MemoryItem> found = fresh.get();
    frozen.put(search, found);
    return found;
  }
}
