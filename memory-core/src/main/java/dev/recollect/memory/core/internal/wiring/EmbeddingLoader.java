package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens the embedding model on a thread of its own, because that takes about as long as opening the
 * stores. Thread-safe.
 */
final class EmbeddingLoader implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

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

  /**
   * Waits for the model, ten seconds at most, and closes it: a process that ends while native code
   * loads one may crash. Interrupted or out of patience, it leaves a model to close itself as soon
   * as it is open.
   */
  @Override
  public void close() {
    CompletableFuture<Void> closed = model.thenAccept(EmbeddingModel::close);
    try {
      closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Nothing has opened, or not yet.
    }
  }
}
