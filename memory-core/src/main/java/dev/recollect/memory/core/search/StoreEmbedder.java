package dev.recollect.memory.core.search;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.util.List;

/**
 * Texts instead of vectors, for a store that embeds them.
 *
 * @param embedding how the store does that
 */
record StoreEmbedder(StoreEmbedding embedding) implements Embedder {

  /** English has four to five bytes a token, Chinese three, so this is rarely too low. */
  private static final int BYTES_PER_TOKEN = 3;

  /** More than this, with the breaks between joined texts, no text to embed may have. */
  private static final int LARGEST = (Limits.TEXT_BYTES - 64) / BYTES_PER_TOKEN;

  @Override
  public EmbeddingIdentity identity() {
    return embedding.identity();
  }

  @Override
  public String provider() {
    return "";
  }

  @Override
  public boolean computes() {
    return false;
  }

  @Override
  public int maximumTokens() {
    return Math.min(embedding.maximumTokens(), LARGEST);
  }

  @Override
  public int countTokens(String text) {
    return Math.ceilDiv((int) Texts.utf8Length("text", text), BYTES_PER_TOKEN);
  }

  @Override
  public List<DenseVector> embed(List<String> texts, CallOptions options) {
    return texts.stream().<DenseVector>map(DenseVector::embed).toList();
  }
}
