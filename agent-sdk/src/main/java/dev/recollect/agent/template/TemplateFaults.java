package dev.recollect.agent.template;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a template, so that one report tells all of it. */
final class TemplateFaults {

  private record Fault(int line, String text) {}

  private final List<Fault> faults = new ArrayList<>();

  void add(int line, String text) {
    faults.add(new Fault(line, text));
  }

  /** Takes note of what a value is refused for. */
  void check(int line, Runnable use) {
    var unused =
        value(
            line,
            () -> {
              use.run();
              return Boolean.TRUE;
            });
  }

  /** Returns a value, or null if it is refused, of which note is taken. */
  <T> @Nullable T value(int line, Supplier<T> value) {
    try {
      return value.get();
    } catch (MemoryException e) {
      add(line, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Returns normally if there is no fault.
   *
   * @throws MemoryException INVALID with all faults, by line
   */
  void throwIfAny(String origin) {
    if (faults.isEmpty()) {
      return;
    }
    List<String> lines =
        faults.stream()
            .sorted(Comparator.comparingInt(Fault::line))
            .map(fault -> "line " + fault.line() + ": " + fault.text())
            .toList();
    String count = lines.size() == 1 ? "1 fault" : lines.size() + " faults";
    throw new MemoryException(
        ErrorKind.INVALID,
        "the template " + origin + " has " + count + ":\n- " + String.join("\n- ", lines));
  }
}
