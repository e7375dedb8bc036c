package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Opens the embedding model on a thread of its own, because that takes about as long as opening the
 * stores. Thread-safe.
 */
final class EmbeddingLoader implements AutoCloseable {

  private final CompletableFuture<EmbeddingModel> model = new CompletableFuture<>();

  /** Begins to open the model. */
  EmbeddingLoader(Supplier<EmbeddingModel> opening) {
    Thread.ofPlatform().daemon().name("recollect-embedding-model").start(() -> open(opening));
  }

  private void open(Supplier<EmbeddingModel> opening) {
    try {
      model.complete(opening.get());
    } catch (Throwable e) {
      model.completeExceptionally(e);
    }
  }

  /**
   * Returns the model, once it is open.
   *
   * @throws MemoryException what opening it threw; CANCELLED if this thread is interrupted
   */
  EmbeddingModel model() {
    try {
      return model.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private static MemoryException failed(Throwable cause) {
    return cause instanceof MemoryException known
        ? new MemoryException(
            known.kind(), String.valueOf(known.getMessage()), known.outcome(), known)
        : new MemoryException(
            ErrorKind.INTERNAL, "the embedding model could not be opened: " + cause, cause);
  }

  /** Closes the model as soon as it is open, if it ever is; waits for nothing. */
  @Override
  public void close() {
    var unused = model.thenAccept(EmbeddingModel::close);
  }
}
