package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;

/** Opens {@link OpenAiModel} under the id {@code openai}. */
public final class OpenAiModelProvider implements ChatModelProvider {

  private static final String DEFAULT_MODEL = "gpt-5-mini";

  private static final Setting KEY =
      Setting.of("key", SettingType.SECRET, "the API key; servers of one's own may need none")
          .withAliases("OPENAI_API_KEY");
  private static final Setting URL =
      Setting.of("url", SettingType.TEXT, "where the server's API begins")
          .withDefault(OpenAiModel.OPENAI_URL)
          .withAliases("OPENAI_BASE_URL");
  private static final Setting NAME =
      Setting.of(
          "name", SettingType.TEXT, "the model; also as openai:NAME, which wins over this setting");
  private static final Setting ORGANIZATION =
      Setting.of("organization", SettingType.TEXT, "who pays, if the key is of several")
          .withAliases("OPENAI_ORG_ID");
  private static final Setting TIMEOUT =
      Setting.of("timeout", SettingType.DURATION, "how long one answer may take, retries included")
          .withDefault("60s")
          .within(100, 24 * 60 * 60 * 1000L);
  private static final Setting RETRIES =
      Setting.of(
              "retries", SettingType.INTEGER, "how often a request is sent again after a failure")
          .withDefault("2")
          .within(0, 10);
  private static final Setting WINDOW =
      Setting.of("window", SettingType.INTEGER, "tokens of request and answer; 0 to go by the name")
          .withDefault("0")
          .within(0, Integer.MAX_VALUE);

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
    return List.of(KEY, URL, NAME, ORGANIZATION, TIMEOUT, RETRIES, WINDOW);
  }

  @Override
  public ChatModel open(ModelContext context) {
    Settings settings = context.settings();
    String url = settings.text(URL.name()).orElse(OpenAiModel.OPENAI_URL);
    OpenAiModel.Builder builder =
        OpenAiModel.builder(modelName(context, url))
            .baseUrl(url)
            .timeout(settings.duration(TIMEOUT.name()))
            .retries(Math.toIntExact(settings.integer(RETRIES.name())))
            .keyNamedInErrors(settings.key(KEY.name()));
    settings.secret(KEY.name()).ifPresent(builder::key);
    settings.text(ORGANIZATION.name()).ifPresent(builder::organization);
    long window = settings.integer(WINDOW.name());
    return (window > 0 ? builder.contextWindow(Math.toIntExact(window)) : builder).build();
  }

  private static String modelName(ModelContext context, String url) {
    return context
        .modelName()
        .or(() -> context.settings().text(NAME.name()))
        .orElseGet(() -> defaultModel(context, url));
  }

  private static String defaultModel(ModelContext context, String url) {
    if (!url.equals(OpenAiModel.OPENAI_URL)) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "no model is named for the server at "
              + Endpoint.of(url)
              + "; choose one as openai:NAME or set "
              + context.settings().key(NAME.name()));
    }
    return DEFAULT_MODEL;
  }
}
