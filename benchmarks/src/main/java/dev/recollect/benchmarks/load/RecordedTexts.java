package dev.recollect.benchmarks.load;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** An embedding model that remembers what it was asked to embed, call by call. Thread-safe. */
final class RecordedTexts extends ForwardingEmbeddingModel {

  private final EmbeddingModel model;
  private final List<List<String>> calls = new ArrayList<>();

  RecordedTexts(EmbeddingModel model) {
    super(model);
    this.model = model;
  }

  /** Returns the texts of each call, and forgets them. */
  synchronized List<List<String>> take() {
    List<List<String>> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  EmbeddingModel model() {
    return model;
  }

  @Override
  public List<float[]> embed(List<String> texts, CallOptions options) {
    synchronized (this) {
      calls.add(List.copyOf(texts));
    }
    return super.embed(texts, options);
  }
}
