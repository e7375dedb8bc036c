package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs what opens and closes files on a thread of its own and waits to its end, whatever interrupts
 * the caller: half of it must never be left behind.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  static <T> T run(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("recollect-lucene")
        .start(() -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      // Unlike get, join is not interruptible, and leaves the caller's interrupt where it is.
      return result.join();
    } catch (CompletionException e) {
      throw rethrown(e.getCause() == null ? e : e.getCause());
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    return switch (cause) {
      case MemoryException known -> known;
      case Error error -> throw error;
      default -> new MemoryException(ErrorKind.INTERNAL, "the store failed: " + cause, cause);
    };
  }
}
