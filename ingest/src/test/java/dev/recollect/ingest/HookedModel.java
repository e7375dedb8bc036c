package dev.recollect.ingest;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.util.List;

/** A model before each of whose calls something happens; what that throws, the call throws. */
final class HookedModel extends ForwardingEmbeddingModel {

  private final FakeEmbeddingModel model;
  private volatile Runnable beforeCall = () -> {};

  HookedModel() {
    this(new FakeEmbeddingModel());
  }

  private HookedModel(FakeEmbeddingModel model) {
    super(model);
    this.model = model;
  }

  void beforeCall(Runnable action) {
    beforeCall = action;
  }

  /** Returns how often texts were embedded. */
  int calls() {
    return model.calls();
  }

  @Override
  public List<float[]> embed(List<String> texts, CallOptions options) {
    beforeCall.run();
    return super.embed(texts, options);
  }
}
