package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a store, says {@code opened} or what the error was, and waits for its input to end. */
final class HoldingChild {

  private HoldingChild() {}

  /**
   * Runs the child.
   *
   * @param args the folder of the store
   */
  public static void main(String[] args) throws IOException {
    try (Store store = Store.open(Path.of(args[0]))) {
      System.out.println(store.backend().health().healthy() ? "opened" : "not healthy");
      while (System.in.read() >= 0) {}
    } catch (MemoryException e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }
}
