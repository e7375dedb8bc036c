package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OpenAiModel} under the id {@code openai}. */
public final class OpenAiModelProvider implements ChatModelProvider {

  private static final String DEFAULT_MODEL = "gpt-5-mini";

  /** Creates the provider; {@link java.util.ServiceLoader} does so. */
  public OpenAiModelProvider() {}

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public String description() {
    return "Chat models of OpenAI and of every server that speaks its protocol, as openai:NAME.";
  }

  @Override
  public List<Setting> settings() {
    return ServerSettings.ofOpenAi(ChatSettings.NAME, ChatSettings.STREAM, ChatSettings.WINDOW);
  }

  @Override
  public ChatModel open(ModelContext context) {
    OpenAiServer server = ServerSettings.openAi(context.settings());
    String name = ServerSettings.model(context, ChatSettings.NAME, server, DEFAULT_MODEL);
    return ChatSettings.apply(context.settings(), OpenAiModel.builder(name, server));
  }
}
