package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The embedding model of an evaluation: it says how long embedding took, and while foreign text is
 * written it makes vectors up instead of computing them. Thread-safe.
 *
 * <p>A made-up vector is the sum, scaled to length 1, of the vectors of two texts that were
 * embedded before, chosen by the hash of the foreign text. So foreign vectors lie where real ones
 * lie, each near to two of them, hardly two are equal, and they cost nothing; what they cannot do
 * is to answer a question.
 */
public final class MeasuredEmbeddings extends ForwardingEmbeddingModel {

  private static final int REMEMBERED = 20_000;

  private final List<float[]> remembered = new ArrayList<>();
  private boolean foreign;
  private long nanoseconds;

  /** Creates the model around another, which it closes. */
  public MeasuredEmbeddings(EmbeddingModel model) {
    super(model);
  }

  @Override
  public synchronized List<float[]> embed(List<String> texts, CallOptions options) {
    if (foreign) {
      return texts.stream().map(this::madeUp).toList();
    }
    long start = System.nanoTime();
    List<float[]> vectors = super.embed(texts, options);
    nanoseconds += System.nanoTime() - start;
    vectors.stream().limit(REMEMBERED - remembered.size()).forEach(remembered::add);
    return vectors;
  }

  private float[] madeUp(String text) {
    Random random = new Random(text.hashCode());
    float[] one = remembered.get(random.nextInt(remembered.size()));
    float[] other = remembered.get(random.nextInt(remembered.size()));
    float[] sum = new float[one.length];
    double squares = 0;
    for (int index = 0; index < sum.length; index++) {
      sum[index] = one[index] + other[index];
      squares += sum[index] * sum[index];
    }
    for (int index = 0; index < sum.length; index++) {
      sum[index] = (float) (sum[index] / Math.sqrt(squares));
    }
    return sum;
  }

  /** From now on makes vectors up, or embeds again. */
  public synchronized void setForeign(boolean value) {
    this.foreign = value;
  }

  /** Returns how long embedding took since the last call, and begins anew. */
  public synchronized double takeSeconds() {
    double seconds = nanoseconds / 1e9;
    nanoseconds = 0;
    return seconds;
  }
}
