package dev.recollect.memory.api.model;

import dev.recollect.memory.api.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model provider is given to open a model. */
public final class ModelContext {

  private final Settings settings;
  private final @Nullable String modelName;

  /**
   * Creates a context.
   *
   * @param settings the provider's settings, already checked
   * @param modelName the part after the colon of {@code provider:name}, or null
   */
  public ModelContext(Settings settings, @Nullable String modelName) {
    this.settings = settings;
    this.modelName = modelName;
  }

  /** Returns the provider's settings. */
  public Settings settings() {
    return settings;
  }

  /** Returns the model's name, if the user gave one with the provider's id. */
  public Optional<String> modelName() {
    return Optional.ofNullable(modelName);
  }
}
