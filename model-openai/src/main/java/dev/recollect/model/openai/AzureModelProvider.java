package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OpenAiModel} on a deployment of Azure under the id {@code azure}. */
public final class AzureModelProvider implements ChatModelProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public AzureModelProvider() {}

  @Override
  public String id() {
    return "azure";
  }

  @Override
  public String description() {
    return "Chat models of Azure OpenAI, as azure:DEPLOYMENT.";
  }

  @Override
  public List<Setting> settings() {
    return ServerSettings.ofAzure(
        ChatSettings.DEPLOYMENT, ChatSettings.STREAM, ChatSettings.WINDOW);
  }

  @Override
  public ChatModel open(ModelContext context) {
    OpenAiServer server = ServerSettings.azure(context.settings());
    String deployment = ServerSettings.deployment(context, ChatSettings.DEPLOYMENT);
    String model = ServerSettings.azureModel(context.settings(), deployment);
    return ChatSettings.apply(
        context.settings(), OpenAiModel.builder(model, server).deployment(deployment));
  }
}
