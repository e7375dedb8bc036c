package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;

/** The settings of embedding models, declared and read. */
final class EmbeddingSettings {

  static final Setting NAME =
      Setting.of(
          "name", SettingType.TEXT, "the model; also as openai:NAME, which wins over this setting");
  static final Setting DEPLOYMENT =
      Setting.of(
          "name",
          SettingType.TEXT,
          "the deployment; also as azure:DEPLOYMENT, which wins over this setting");
  static final Setting DIMENSION =
      Setting.of(
              "dimension",
              SettingType.INTEGER,
              "dimensions of the vectors, fewer than the model has if it shortens them; 0 for those"
                  + " it has, which of other models than OpenAI's the server is asked for")
          .withDefault("0")
          .within(0, 16_384);
  static final Setting WINDOW =
      Setting.of(
              "window",
              SettingType.INTEGER,
              "tokens that the model reads at once, longer texts are divided; 0 for 8191 of"
                  + " OpenAI's models and 512 of others")
          .withDefault("0")
          .within(0, 1_000_000);
  static final Setting BATCH =
      Setting.of(
              "batch",
              SettingType.INTEGER,
              "most texts of a request; 0 for 512 at OpenAI and Azure and 32 elsewhere")
          .withDefault("0")
          .within(0, OpenAiEmbeddingModel.LARGEST_BATCH);

  private EmbeddingSettings() {}

  static OpenAiEmbeddingModel apply(Settings settings, OpenAiEmbeddingModel.Builder builder) {
    int dimension = Math.toIntExact(settings.integer(DIMENSION.name()));
    int window = Math.toIntExact(settings.integer(WINDOW.name()));
    int batch = Math.toIntExact(settings.integer(BATCH.name()));
    if (dimension > 0) {
      builder.dimension(dimension);
    }
    if (window > 0) {
      builder.maximumTokens(window);
    }
    if (batch > 0) {
      builder.batch(batch);
    }
    return builder.build();
  }
}
