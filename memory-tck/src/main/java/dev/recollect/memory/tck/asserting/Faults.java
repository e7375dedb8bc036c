package dev.recollect.memory.tck.asserting;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.function.Supplier;

/** Turns exceptions that no backend may throw into assertion errors. */
final class Faults {

  private Faults() {}

  static <T> T checked(Supplier<T> call) {
    try {
      return call.get();
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.INTERNAL) {
        throw new AssertionError("the backend failed with INTERNAL: " + e.getMessage(), e);
      }
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("an error of kind " + e.kind() + " says nothing", e);
      }
      throw e;
    } catch (RuntimeException e) {
      throw new AssertionError("a backend throws MemoryException only, not " + e, e);
    }
  }

  static void checked(Runnable call) {
    checked(() -> {
      call.run();
      return true;
    });
  }
}
