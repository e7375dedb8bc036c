package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.benchmarks.evaluate.data.MalformedDataException;
import dev.recollect.memory.api.error.MemoryException;
import java.util.function.Supplier;

/** What no memory may store is a fault of the data, and is reported with its line. */
final class Checked {

  private Checked() {}

  /** Returns what a document is made into. */
  static <T> T of(Document document, Supplier<T> item) {
    try {
      return item.get();
    } catch (MemoryException e) {
      throw new MalformedDataException(document.place(), String.valueOf(e.getMessage()));
    }
  }
}
