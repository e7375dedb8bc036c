package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Lot;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model without a model: every word has a fixed random direction, a text is the sum of
 * its words. Texts that share words are near, texts that share none are about orthogonal.
 *
 * <p>Deterministic across processes and thread-safe. Letter case and punctuation do not count; a
 * text without a letter or digit counts as one word.
 */
public final class FakeEmbeddingModel implements EmbeddingModel {

  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MAXIMUM_TOKENS = 512;

  private final EmbeddingIdentity identity;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger texts = new AtomicInteger();
  private final AtomicReference<@Nullable MemoryException> fault = new AtomicReference<>();
  private volatile boolean closed;

  /** Creates a model of 64 dimensions, identity {@code fake-words/1/none/sum/64}. */
  public FakeEmbeddingModel() {
    this(64);
  }

  /** Creates a model of the given number of dimensions, from 1. */
  public FakeEmbeddingModel(int dimension) {
    this(new EmbeddingIdentity("fake-words", "1", "none", "sum", dimension, ""));
  }

  /**
   * Creates a model that claims an identity; models of different identity have other directions.
   */
  public FakeEmbeddingModel(EmbeddingIdentity identity) {
    this.identity = identity;
  }

  @Override
  public EmbeddingIdentity identity() {
    return identity;
  }

  @Override
  public int maximumTokens() {
    return MAXIMUM_TOKENS;
  }

  /** Returns the number of words, at least 1. */
  @Override
  public int countTokens(String text) {
    return words(text).size();
  }

  @Override
  public List<float[]> embed(List<String> input, CallOptions options) {
    options.check();
    calls.incrementAndGet();
    MemoryException failure = fault.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
    texts.addAndGet(input.size());
    return input.stream().map(this::embed).toList();
  }

  /** Returns the vector of one text, without counting it as a call. */
  public float[] embed(String text) {
    if (text.isEmpty()) {
      throw MemoryException.invalid("text to embed is empty");
    }
    double[] sum = new double[identity.dimension()];
    words(text).forEach(word -> add(word, sum));
    double norm = 0;
    for (double value : sum) {
      norm += value * value;
    }
    float[] vector = new float[sum.length];
    for (int index = 0; index < sum.length; index++) {
      vector[index] = (float) (sum[index] / Math.sqrt(norm));
    }
    return vector;
  }

  private void add(String word, double[] sum) {
    Random direction = new Random(Lot.of(identity + " " + word));
    for (int index = 0; index < sum.length; index++) {
      sum[index] += direction.nextGaussian();
    }
  }

  private static List<String> words(String text) {
    List<String> words =
        SEPARATOR
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    return words.isEmpty() ? List.of(text) : words;
  }

  /** Makes the next call of {@link #embed(List, CallOptions)} throw, once. */
  public void failNext(MemoryException failure) {
    fault.set(failure);
  }

  /** Returns how often {@link #embed(List, CallOptions)} was called. */
  public int calls() {
    return calls.get();
  }

  /** Returns how many texts were embedded in all calls together. */
  public int texts() {
    return texts.get();
  }

  /** Returns whether the model was closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
