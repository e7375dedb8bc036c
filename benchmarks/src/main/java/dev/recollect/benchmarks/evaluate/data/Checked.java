package dev.recollect.benchmarks.evaluate.data;

import dev.recollect.memory.api.error.MemoryException;
import java.util.function.Supplier;

/** What no memory takes is a fault of the data, and is reported with its line. */
public final class Checked {

  private Checked() {}

  /**
   * Returns what a line is made into.
   *
   * @throws MalformedDataException with what the memory says against it
   */
  public static <T> T of(Place place, Supplier<T> item) {
    try {
      return item.get();
    } catch (MemoryException e) {
      throw new MalformedDataException(place, String.valueOf(e.getMessage()));
    }
  }
}
