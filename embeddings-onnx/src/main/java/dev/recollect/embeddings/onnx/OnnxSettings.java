package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.List;
import java.util.Optional;

/** The settings below {@code embedding.onnx.}, read. */
final class OnnxSettings {

  // Not the number of processors itself: a declared default is the same on every machine.
  private static final Setting THREADS =
      Setting.of(
              "threads",
              SettingType.INTEGER,
              "how many texts are embedded at the same time; 0 for one a processor, at most four")
          .withDefault("0")
          .within(0, OnnxEmbeddingModel.MAXIMUM_THREADS);
  private static final Setting FILE =
      Setting.of(
          "file",
          SettingType.TEXT,
          "for a folder: its ONNX file, if there are several, for example"
              + " onnx/model_quantized.onnx");
  private static final Setting POOLING =
      Setting.of(
          "pooling",
          SettingType.TEXT,
          "for a folder: mean or cls, as the model's makers say; if not set, what"
              + " 1_Pooling/config.json in it says, else mean");
  private static final Setting WINDOW =
      Setting.of(
              "window",
              SettingType.INTEGER,
              "for a folder: how many tokens the model reads at once, start and end marks included")
          .withDefault(Integer.toString(FolderFiles.USUAL_WINDOW))
          .within(8, 32_768);

  static final List<Setting> ALL = List.of(THREADS, FILE, POOLING, WINDOW);

  private final Settings settings;

  OnnxSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns how many texts are embedded at the same time. */
  int threads() {
    int threads = Math.toIntExact(settings.integer(THREADS.name()));
    return threads == 0 ? OnnxEmbeddingModel.defaultThreads() : threads;
  }

  /** Returns the ONNX file in the folder, if it is named. */
  Optional<String> file() {
    return settings.text(FILE.name());
  }

  /** Returns the pooling, if it is named. */
  Optional<Pooling> pooling() {
    return settings
        .text(POOLING.name())
        .map(text -> Pooling.named(settings.key(POOLING.name()), text));
  }

  /** Returns the longest input of a folder's model. */
  int window() {
    return Math.toIntExact(settings.integer(WINDOW.name()));
  }

  /**
   * Checks that nothing is set which only a folder could follow.
   *
   * @throws MemoryException CONFIGURATION naming the setting
   */
  void requireNoneOfAFolder(String model) {
    for (Setting setting : List.of(FILE, POOLING)) {
      if (settings.text(setting.name()).isPresent()) {
        throw new MemoryException(
            ErrorKind.CONFIGURATION,
            settings.key(setting.name())
                + " is for a model in a folder, and "
                + model
                + " is none; remove it");
      }
    }
  }
}
