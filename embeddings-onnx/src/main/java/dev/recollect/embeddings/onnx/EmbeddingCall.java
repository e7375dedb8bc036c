package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The texts of one call, embedded by the workers one after the other.
 *
 * <p>A run embeds one text and queues itself again behind whatever else waits, so that a question
 * is not held up by a library that is being loaded.
 */
final class EmbeddingCall implements Runnable {

  private final List<String> texts;
  private final SharedEncoder shared;
  private final Executor workers;
  private final float[][] vectors;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger missing;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  EmbeddingCall(List<String> texts, SharedEncoder shared, Executor workers) {
    this.texts = texts;
    this.shared = shared;
    this.workers = workers;
    this.vectors = new float[texts.size()][];
    this.missing = new AtomicInteger(texts.size());
  }

  /** Queues as many runs as may be at work at the same time. */
  void start(int threads) {
    for (int count = Math.min(threads, texts.size()); count > 0; count--) {
      workers.execute(this);
    }
  }

  @Override
  public void run() {
    int index = next.getAndIncrement();
    if (index >= texts.size() || end.isDone()) {
      return;
    }
    try {
      vectors[index] = shared.encoder().embed(texts.get(index), end::isDone);
      if (missing.decrementAndGet() == 0) {
        end.complete(null);
      } else {
        workers.execute(this);
      }
    } catch (RejectedExecutionException e) {
      abandon();
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  /** Ends the call because its model was closed. */
  void abandon() {
    end.completeExceptionally(cancelled("the embedding model was closed during the call"));
  }

  /** Waits for all vectors; whatever keeps them from coming also stops the runs. */
  List<float[]> await(CallOptions options) {
    Runnable forget =
        options
            .cancellation()
            .onCancel(
                () -> end.completeExceptionally(cancelled("the call was cancelled by its caller")));
    try {
      awaitEnd(options);
      return Arrays.asList(vectors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stop(cancelled("the thread was interrupted while it waited for embeddings"));
    } catch (TimeoutException e) {
      throw stop(
          new MemoryException(
              ErrorKind.DEADLINE,
              "the deadline passed when "
                  + missing.get()
                  + " of "
                  + texts.size()
                  + " texts had no embedding yet; allow more time or pass fewer texts"));
    } catch (ExecutionException e) {
      throw Failures.of(e, "embedding failed");
    } finally {
      forget.run();
    }
  }

  private void awaitEnd(CallOptions options)
      throws InterruptedException, ExecutionException, TimeoutException {
    var remaining = options.remaining();
    if (remaining.isPresent()) {
      end.get(Math.max(0, remaining.get().toNanos()), TimeUnit.NANOSECONDS);
    } else {
      end.get();
    }
  }

  private MemoryException stop(MemoryException reason) {
    end.completeExceptionally(reason);
    return reason;
  }

  private static MemoryException cancelled(String message) {
    return new MemoryException(ErrorKind.CANCELLED, message);
  }
}
