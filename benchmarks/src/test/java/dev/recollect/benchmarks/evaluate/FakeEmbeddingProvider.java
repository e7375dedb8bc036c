package dev.recollect.benchmarks.evaluate;

import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;

/** Gives {@link FakeEmbeddingModel} the id {@value #ID}; its name is its number of dimensions. */
public final class FakeEmbeddingProvider implements EmbeddingModelProvider {

  static final String ID = "fakewords";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public EmbeddingModel open(ModelContext context) {
    return new FakeEmbeddingModel(context.modelName().map(Integer::parseInt).orElse(64));
  }
}
