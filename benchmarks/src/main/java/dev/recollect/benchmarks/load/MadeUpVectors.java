package dev.recollect.benchmarks.load;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.util.List;
import java.util.Random;

/**
 * An embedding model that counts tokens as another does and makes vectors up, so that a load of
 * many documents takes minutes instead of hours. Thread-safe.
 */
final class MadeUpVectors extends ForwardingEmbeddingModel {

  /** Creates the model around one that counts tokens. */
  MadeUpVectors(EmbeddingModel model) {
    super(model);
  }

  @Override
  public List<float[]> embed(List<String> texts, CallOptions options) {
    return texts.stream().map(this::madeUp).toList();
  }

  private float[] madeUp(String text) {
    Random random = new Random(text.hashCode());
    float[] vector = new float[identity().dimension()];
    double squares = 0;
    for (int index = 0; index < vector.length; index++) {
      vector[index] = (float) random.nextGaussian();
      squares += vector[index] * vector[index];
    }
    for (int index = 0; index < vector.length; index++) {
      vector[index] = (float) (vector[index] / Math.sqrt(squares));
    }
    return vector;
  }
}
