package dev.recollect.memory.core.config;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a configuration, so that one report tells all of it. Not thread-safe.
 */
public final class ConfigFaults {

  private final List<String> lines = new ArrayList<>();

  /** Creates a collection without faults. */
  public ConfigFaults() {}

  /**
   * Adds a fault.
   *
   * @param origin where the text stands
   * @param key the key it was given for
   * @param fault what is wrong and what would be right, without a secret
   */
  public void add(String origin, String key, String fault) {
    lines.add(origin.contains(key) ? origin + ": " + fault : key + " (" + origin + "): " + fault);
  }

  /** Adds a fault that concerns no single key. */
  public void add(String fault) {
    lines.add(fault);
  }

  /** Adds the faults of another collection that are not here yet. */
  void addAll(ConfigFaults other) {
    other.lines.stream().filter(line -> !lines.contains(line)).forEach(lines::add);
  }

  /** Returns the faults, in the order in which they were found. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Returns normally if there is no fault.
   *
   * @throws MemoryException CONFIGURATION with all faults
   */
  public void throwIfAny() {
    if (!lines.isEmpty()) {
      String count = lines.size() == 1 ? "1 fault" : lines.size() + " faults";
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the configuration has " + count + ":\n- " + String.join("\n- ", lines));
    }
  }
}
