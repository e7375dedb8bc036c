package dev.recollect.memory.core.search;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import java.util.List;

/** What makes the dense vectors of a collection: a model here, or the store. Thread-safe. */
public interface Embedder {

  /**
   * Returns what makes vectors with a model that code brought along; does not close it.
   *
   * @see #of(EmbeddingModel, String)
   */
  static Embedder of(EmbeddingModel model) {
    return of(model, "");
  }

  /**
   * Returns what makes vectors with a model; does not close it.
   *
   * @param provider id of the provider that opened it; empty if code brought it along
   */
  static Embedder of(EmbeddingModel model, String provider) {
    return new ModelEmbedder(model, provider);
  }

  /** Returns what leaves it to the store. */
  static Embedder of(StoreEmbedding embedding) {
    return new StoreEmbedder(embedding);
  }

  /** Returns what the vectors depend on. */
  EmbeddingIdentity identity();

  /** Returns the id of the model's provider; empty if code brought it along. */
  String provider();

  /** Returns whether texts become vectors here; otherwise the store computes them. */
  boolean computes();

  /** Returns how many tokens are read at once. */
  int maximumTokens();

  /** Returns how many tokens a text has, or an estimate that is rarely too low. */
  int countTokens(String text);

  /**
   * Returns one vector a text, in order.
   *
   * @param texts storable, none empty, each of at most {@link #maximumTokens}
   */
  List<DenseVector> embed(List<String> texts, CallOptions options);
}
