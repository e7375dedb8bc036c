package dev.recollect.memory.core.search;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import java.util.List;

/**
 * Vectors of numbers, computed by a model of this process.
 *
 * @param model computes them
 * @param provider id of the provider that opened it; empty if code brought it along
 */
record ModelEmbedder(EmbeddingModel model, String provider) implements Embedder {

  @Override
  public EmbeddingIdentity identity() {
    return model.identity();
  }

  @Override
  public boolean computes() {
    return true;
  }

  @Override
  public int maximumTokens() {
    return model.maximumTokens();
  }

  @Override
  public int countTokens(String text) {
    return model.countTokens(text);
  }

  @Override
  public List<DenseVector> embed(List<String> texts, CallOptions options) {
    return model.embed(texts, options).stream().<DenseVector>map(DenseVector::of).toList();
  }
}
