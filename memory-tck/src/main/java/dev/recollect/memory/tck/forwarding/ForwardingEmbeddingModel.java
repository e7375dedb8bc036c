package dev.recollect.memory.tck.forwarding;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;

/** An embedding model that passes every call on to another. As thread-safe as that one. */
public class ForwardingEmbeddingModel implements EmbeddingModel {

  private final EmbeddingModel model;

  /** Creates a model in front of another, which it closes. */
  protected ForwardingEmbeddingModel(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public EmbeddingIdentity identity() {
    return model.identity();
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
  public List<float[]> embed(List<String> texts, CallOptions options) {
    return model.embed(texts, options);
  }

  @Override
  public void close() {
    model.close();
  }
}
