package dev.recollect.model.openai;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;

/** The settings of chat models, declared and read. */
final class ChatSettings {

  static final Setting NAME =
      Setting.of(
          "name", SettingType.TEXT, "the model; also as openai:NAME, which wins over this setting");
  static final Setting DEPLOYMENT =
      Setting.of(
          "name",
          SettingType.TEXT,
          "the deployment; also as azure:DEPLOYMENT, which wins over this setting");
  static final Setting STREAM =
      Setting.of(
              "stream",
              SettingType.BOOLEAN,
              "whether answers are streamed; false for a server that does it badly")
          .withDefault("true");
  static final Setting WINDOW =
      Setting.of("window", SettingType.INTEGER, "tokens of request and answer; 0 to go by the name")
          .withDefault("0")
          .within(0, Integer.MAX_VALUE);

  private ChatSettings() {}

  static OpenAiModel apply(Settings settings, OpenAiModel.Builder builder) {
    long window = settings.integer(WINDOW.name());
    if (window > 0) {
      builder.contextWindow(Math.toIntExact(window));
    }
    return builder.stream(settings.bool(STREAM.name())).build();
  }
}
