package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ModelContext;
import java.util.List;
import java.util.stream.Stream;

/** The settings that say which server is asked, declared and read. */
final class ServerSettings {

  private static final Setting KEY =
      Setting.of("key", SettingType.SECRET, "the API key; servers of one's own may need none")
          .withAliases("OPENAI_API_KEY");
  private static final Setting URL =
      Setting.of("url", SettingType.TEXT, "where the server's API begins")
          .withDefault(OpenAiServer.OPENAI_URL)
          .withAliases("OPENAI_BASE_URL");
  private static final Setting ORGANIZATION =
      Setting.of("organization", SettingType.TEXT, "who pays, if the key is of several")
          .withAliases("OPENAI_ORG_ID");
  private static final Setting TIMEOUT =
      Setting.of(
              "timeout",
              SettingType.DURATION,
              "how long the server may keep a caller waiting, retries included: for a whole answer,"
                  + " or for the next piece of one that it streams")
          .withDefault("60s")
          .within(100, 24 * 60 * 60 * 1000L);
  private static final Setting RETRIES =
      Setting.of(
              "retries",
              SettingType.INTEGER,
              "how often a request is sent again after a failure that may pass")
          .withDefault("3")
          .within(0, 10);

  private static final Setting AZURE_KEY =
      Setting.of("key", SettingType.SECRET, "the API key of the resource")
          .withAliases("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY");
  private static final Setting AZURE_TOKEN =
      Setting.of("token", SettingType.SECRET, "a token of Microsoft Entra, instead of a key")
          .withAliases("AZURE_OPENAI_AD_TOKEN");
  private static final Setting AZURE_URL =
      Setting.of(
              "url", SettingType.TEXT, "endpoint of the resource: `https://NAME.openai.azure.com`")
          .withAliases("AZURE_OPENAI_ENDPOINT");
  private static final Setting AZURE_VERSION =
      Setting.of(
              "version",
              SettingType.TEXT,
              "version of the API: a date such as 2024-10-21, v1 or preview; v1 if not set")
          .withAliases("OPENAI_API_VERSION", "AZURE_OPENAI_API_VERSION");
  private static final Setting AZURE_MODEL =
      Setting.of(
          "model",
          SettingType.TEXT,
          "which of OpenAI's models the deployment is, if it is called otherwise");

  private static final List<Setting> OPENAI = List.of(KEY, URL, ORGANIZATION, TIMEOUT, RETRIES);
  private static final List<Setting> AZURE =
      List.of(AZURE_URL, AZURE_KEY, AZURE_TOKEN, AZURE_VERSION, AZURE_MODEL, TIMEOUT, RETRIES);

  private ServerSettings() {}

  static List<Setting> ofOpenAi(Setting... more) {
    return Stream.concat(OPENAI.stream(), Stream.of(more)).toList();
  }

  static List<Setting> ofAzure(Setting... more) {
    return Stream.concat(AZURE.stream(), Stream.of(more)).toList();
  }

  static OpenAiServer openAi(Settings settings) {
    OpenAiServer.Builder server =
        OpenAiServer.at(settings.text(URL.name()).orElse(OpenAiServer.OPENAI_URL))
            .timeout(settings.duration(TIMEOUT.name()))
            .retries(Math.toIntExact(settings.integer(RETRIES.name())));
    settings.secret(KEY.name()).ifPresent(server::key);
    settings.text(ORGANIZATION.name()).ifPresent(server::organization);
    return server.build();
  }

  static OpenAiServer azure(Settings settings) {
    OpenAiServer.Builder server =
        OpenAiServer.azure(settings.text(AZURE_URL.name()).orElseThrow(AzureApi::noEndpoint))
            .timeout(settings.duration(TIMEOUT.name()))
            .retries(Math.toIntExact(settings.integer(RETRIES.name())));
    settings.secret(AZURE_KEY.name()).ifPresent(server::key);
    settings.secret(AZURE_TOKEN.name()).ifPresent(token -> server.token(() -> token));
    settings.text(AZURE_VERSION.name()).ifPresent(server::version);
    return server.build();
  }

  /** Returns the model that a deployment is. */
  static String azureModel(Settings settings, String deployment) {
    return settings.text(AZURE_MODEL.name()).orElse(deployment);
  }

  /**
   * Returns the name of a deployment of Azure.
   *
   * @throws MemoryException CONFIGURATION if there is none
   */
  static String deployment(ModelContext context, Setting name) {
    return context
        .modelName()
        .or(() -> context.settings().text(name.name()))
        .orElseThrow(() ->
            new MemoryException(
                ErrorKind.CONFIGURATION,
                "no deployment is named; choose one as azure:DEPLOYMENT or set "
                    + context.settings().key(name.name())));
  }

  /**
   * Returns the name of a model.
   *
   * @param standard what OpenAI's own server is asked for if nothing is named
   * @throws MemoryException CONFIGURATION if there is none for another server
   */
  static String model(ModelContext context, Setting name, OpenAiServer server, String standard) {
    return context
        .modelName()
        .or(() -> context.settings().text(name.name()))
        .orElseGet(() -> {
          if (!server.isCompatible()) {
            return standard;
          }
          throw new MemoryException(
              ErrorKind.CONFIGURATION,
              "no model is named for the server at "
                  + server.endpoint()
                  + "; choose one as openai:NAME or set "
                  + context.settings().key(name.name()));
        });
  }
}
