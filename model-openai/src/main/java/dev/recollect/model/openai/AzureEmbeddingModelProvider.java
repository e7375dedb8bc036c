package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OpenAiEmbeddingModel} on a deployment of Azure under the id {@code azure}. */
public final class AzureEmbeddingModelProvider implements EmbeddingModelProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public AzureEmbeddingModelProvider() {}

  @Override
  public String id() {
    return "azure";
  }

  @Override
  public String description() {
    return "Embeddings of Azure OpenAI, as azure:DEPLOYMENT.";
  }

  @Override
  public List<Setting> settings() {
    return ServerSettings.ofAzure(
        EmbeddingSettings.DEPLOYMENT,
        EmbeddingSettings.DIMENSION,
        EmbeddingSettings.WINDOW,
        EmbeddingSettings.BATCH);
  }

  @Override
  public EmbeddingModel open(ModelContext context) {
    OpenAiServer server = ServerSettings.azure(context.settings());
    String deployment = ServerSettings.deployment(context, EmbeddingSettings.DEPLOYMENT);
    String model = ServerSettings.azureModel(context.settings(), deployment);
    return EmbeddingSettings.apply(
        context.settings(), OpenAiEmbeddingModel.builder(model, server).deployment(deployment));
  }
}
