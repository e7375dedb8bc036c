package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OpenAiEmbeddingModel} under the id {@code openai}. */
public final class OpenAiEmbeddingModelProvider implements EmbeddingModelProvider {

  private static final String DEFAULT_MODEL = "text-embedding-3-small";

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public OpenAiEmbeddingModelProvider() {}

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public String description() {
    return "Embeddings of OpenAI and of every server that speaks its protocol, as openai:NAME.";
  }

  @Override
  public List<Setting> settings() {
    return ServerSettings.ofOpenAi(
        EmbeddingSettings.NAME,
        EmbeddingSettings.DIMENSION,
        EmbeddingSettings.WINDOW,
        EmbeddingSettings.BATCH);
  }

  @Override
  public EmbeddingModel open(ModelContext context) {
    OpenAiServer server = ServerSettings.openAi(context.settings());
    String name = ServerSettings.model(context, EmbeddingSettings.NAME, server, DEFAULT_MODEL);
    return EmbeddingSettings.apply(context.settings(), OpenAiEmbeddingModel.builder(name, server));
  }
}
