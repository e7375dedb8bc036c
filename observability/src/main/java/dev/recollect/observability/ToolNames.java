package dev.recollect.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which names of tools are tags of metrics: the first {@value #MOST}, for a model can write any.
 * Thread-safe.
 */
final class ToolNames {

  static final int MOST = 100;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Returns the name as a tag. */
  String tag(String name) {
    String line = Texts.name(name);
    if (known.contains(line)) {
      return line;
    }
    synchronized (known) {
      if (known.size() < MOST) {
        known.add(line);
      }
      return known.contains(line) ? line : GenAi.OTHER;
    }
  }
}
