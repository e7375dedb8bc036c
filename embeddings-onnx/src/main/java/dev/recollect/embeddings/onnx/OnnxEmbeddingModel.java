package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Texts;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * An embedding model in the format of ONNX, run in this process; by default bge-small-en-v1.5 (BAAI
 * 2023, English, 384 dimensions), quantised to 8 bits. Thread-safe.
 *
 * <p>The vector is that of the first token ({@code [CLS]}) or the mean of all, as the model asks,
 * scaled to length 1. A text of more tokens than the model's window holds is cut into parts of
 * equal size; its vector is the mean of theirs, weighted by their tokens and scaled to length 1.
 * Texts of up to {@value #TEXT_BYTES} bytes are embedded, larger ones are refused with LIMIT: a
 * mean over that much says nothing.
 *
 * <p>One text is one run of the model, because weights quantised dynamically give a text another
 * vector in each batch. A call with many texts uses several threads, which calls share in turns of
 * one text. The weights are loaded once a process, on a thread of their own that starts at {@link
 * #open()}; the first call waits for it, and reports UNSUPPORTED where the machine has no native
 * library and UNAVAILABLE where it cannot be unpacked.
 *
 * <p>Nothing here uses the network. The tokeniser's library would report its use to its makers: the
 * system property {@code OPT_OUT_TRACKING} is set to {@code true} before it loads.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel {

  /** Largest text, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 1024 * 1024;

  static final int MAXIMUM_THREADS = 256;

  private final ModelFiles files;
  private final SharedEncoder shared;
  private final ThreadPoolExecutor workers;
  // Reading is using, writing is closing: native memory must not go while a thread is in it.
  private final ReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxEmbeddingModel(ModelFiles files, SharedEncoder shared, ThreadPoolExecutor workers) {
    this.files = files;
    this.shared = shared;
    this.workers = workers;
  }

  /** Opens bge-small-en-v1.5 with a thread a processor, at most four. */
  public static OnnxEmbeddingModel open() {
    return open(defaultThreads());
  }

  /**
   * Opens bge-small-en-v1.5.
   *
   * @param threads how many texts are embedded at the same time, 1 to 256
   * @throws MemoryException INVALID for another number
   */
  public static OnnxEmbeddingModel open(int threads) {
    return open(ResourceFiles.of(KnownModel.BGE_SMALL), threads);
  }

  static OnnxEmbeddingModel open(ModelFiles files, int threads) {
    if (threads < 1 || threads > MAXIMUM_THREADS) {
      throw MemoryException.invalid(
          "number of threads is " + threads + "; it must be 1 to " + MAXIMUM_THREADS);
    }
    return new OnnxEmbeddingModel(files, SharedEncoder.acquire(files), workers(threads));
  }

  static int defaultThreads() {
    return Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  private static ThreadPoolExecutor workers(int threads) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name("recollect-embedding-", 1).factory();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public EmbeddingIdentity identity() {
    return files.knownIdentity().orElseGet(() -> using(SentenceEncoder::identity));
  }

  @Override
  public int maximumTokens() {
    return files.window() - WordPieces.MARKS;
  }

  @Override
  public int countTokens(String text) {
    Texts.utf8Length("text to count", text);
    return using(encoder -> encoder.countTokens(text));
  }

  /** Waits for the encoder, and sees to it that it is not freed meanwhile. */
  private <T> T using(Function<SentenceEncoder, T> use) {
    lifecycle.readLock().lock();
    try {
      requireOpen();
      return use.apply(shared.encoder());
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  @Override
  public List<float[]> embed(List<String> texts, CallOptions options) {
    options.check();
    List<String> copy = List.copyOf(texts);
    copy.forEach(text -> Texts.requireNonEmpty("text to embed", text, TEXT_BYTES));
    if (copy.isEmpty()) {
      return List.of();
    }
    EmbeddingCall call = new EmbeddingCall(copy, shared, workers);
    start(call);
    return call.await(options);
  }

  private void start(EmbeddingCall call) {
    lifecycle.readLock().lock();
    try {
      requireOpen();
      call.start(workers.getCorePoolSize());
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  /** Returns the weights it uses, to be compared with those of another. */
  SharedEncoder shared() {
    return shared;
  }

  private void requireOpen() {
    if (closed) {
      throw MemoryException.invalid("the embedding model is closed; open another");
    }
  }

  /** Closes it; calls that are under way end with CANCELLED. Further closing does nothing. */
  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lifecycle.writeLock().unlock();
    }
    // What waits is failed here; what runs notices at its next text or part.
    workers.shutdownNow().forEach(waiting -> ((EmbeddingCall) waiting).abandon());
    awaitWorkers();
    shared.release();
  }

  private void awaitWorkers() {
    boolean interrupted = false;
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
