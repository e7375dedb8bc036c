package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingEmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedding model that keeps on disk what it has embedded: an embedding is a function of its
 * text alone, so a second run need not compute it. Thread-safe.
 */
final class CachedEmbeddings extends ForwardingEmbeddingModel {

  private final EmbeddingModel model;
  private final VectorFile kept;

  /** Creates the model around another, which it closes. */
  CachedEmbeddings(EmbeddingModel model, Path folder) {
    super(model);
    this.model = model;
    this.kept = VectorFile.open(folder, model.identity());
  }

  @Override
  public synchronized List<float[]> embed(List<String> texts, CallOptions options) {
    List<String> missing =
        texts.stream().distinct().filter(text -> kept.find(text).isEmpty()).toList();
    if (!missing.isEmpty()) {
      kept.keep(missing, model.embed(missing, options));
    }
    List<float[]> vectors = new ArrayList<>();
    texts.forEach(text -> vectors.add(kept.find(text).orElseThrow()));
    return vectors;
  }

  @Override
  public synchronized void close() {
    kept.close();
    model.close();
  }
}
