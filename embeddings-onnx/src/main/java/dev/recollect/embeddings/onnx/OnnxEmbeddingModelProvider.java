package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OnnxEmbeddingModel} under the id {@code onnx}. */
public final class OnnxEmbeddingModelProvider implements EmbeddingModelProvider {

  // Not the number of processors itself: a declared default is the same on every machine.
  private static final Setting THREADS =
      Setting.of(
              "threads",
              SettingType.INTEGER,
              "how many texts are embedded at the same time; 0 for one a processor, at most four")
          .withDefault("0")
          .within(0, OnnxEmbeddingModel.MAXIMUM_THREADS);

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public OnnxEmbeddingModelProvider() {}

  @Override
  public String id() {
    return "onnx";
  }

  @Override
  public String description() {
    return "Sentence embeddings in this process.";
  }

  @Override
  public List<Setting> settings() {
    return List.of(THREADS);
  }

  @Override
  public EmbeddingModel open(ModelContext context) {
    context.modelName().ifPresent(OnnxEmbeddingModelProvider::requireKnown);
    int threads = Math.toIntExact(context.settings().integer(THREADS.name()));
    return threads == 0 ? OnnxEmbeddingModel.open() : OnnxEmbeddingModel.open(threads);
  }

  private static void requireKnown(String name) {
    if (!name.equals(BgeSmall.NAME)) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "embedding model onnx:" + name + " is unknown; there is onnx:" + BgeSmall.NAME);
    }
  }
}
