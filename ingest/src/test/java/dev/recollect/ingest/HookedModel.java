package dev.recollect.ingest;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.util.List;

/** A model before each of whose calls something happens; what that throws, the call throws. */
final class HookedModel implements EmbeddingModel {

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();
  private volatile Runnable beforeCall = () -> {};

  void beforeCall(Runnable action) {
    beforeCall = action;
  }

  /** Returns how often texts were embedded. */
  int calls() {
    return model.calls();
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
    beforeCall.run();
    return model.embed(texts, options);
  }

  @Override
  public void close() {
    model.close();
  }
}
