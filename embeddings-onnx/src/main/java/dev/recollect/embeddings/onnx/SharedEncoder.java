package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The one {@link SentenceEncoder} of a model in the process, loaded for its first user and closed
 * with its last.
 *
 * <p>This is the only static state of the module: the weights take a hundred megabytes and most of
 * a second, and applications do open several memories.
 */
final class SharedEncoder {

  private static final Object LOCK = new Object();

  private static final Map<ModelFiles, SharedEncoder> CURRENT = new HashMap<>();

  private final ModelFiles files;
  private final CompletableFuture<SentenceEncoder> loading;
  private int users;

  private SharedEncoder(ModelFiles files) {
    this.files = files;
    this.loading = EncoderLoader.start(files);
  }

  /** Returns the encoder for one more user, who will release it; starts loading it if need be. */
  static SharedEncoder acquire(ModelFiles files) {
    synchronized (LOCK) {
      SharedEncoder shared = CURRENT.get(files);
      // A load that failed is tried again for the next user: disks get room, folders get rights.
      if (shared == null || shared.loading.isCompletedExceptionally()) {
        shared = new SharedEncoder(files);
        CURRENT.put(files, shared);
      }
      shared.users++;
      return shared;
    }
  }

  /**
   * Gives it up; the last user's release frees the native memory. It waits for a load under way: a
   * process that ends while native code loads may crash.
   */
  void release() {
    synchronized (LOCK) {
      users--;
      if (users > 0) {
        return;
      }
      CURRENT.remove(files, this);
    }
    try {
      loading.join().close();
    } catch (CompletionException e) {
      // What failed to load has nothing to free.
    }
  }

  /**
   * Returns the encoder, once it is loaded.
   *
   * @throws MemoryException CONFIGURATION, UNSUPPORTED or UNAVAILABLE if it cannot be loaded,
   *     CANCELLED if the thread is interrupted
   */
  SentenceEncoder encoder() {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "the thread was interrupted while the embedding model loaded", e);
    } catch (ExecutionException e) {
      throw Failures.of(e, "the embedding model could not be loaded");
    }
  }
}
