package dev.recollect.memory.core;

import dev.recollect.memory.core.config.HomeFolder;
import dev.recollect.memory.core.inspect.BackendUse;
import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.inspect.FoundProvider;
import dev.recollect.memory.core.internal.wiring.Inspector;
import dev.recollect.memory.core.plugin.Plugin;
import java.time.Duration;
import java.util.List;

/**
 * A look at what a memory would be opened from: the folder, providers and settings there are, what
 * is wrong with them, and what answers. Nothing is thrown for what is wrong, so that all of it can
 * be told. Never contains a secret. Thread-safe.
 */
public final class Inspection implements AutoCloseable {

  private final Inspector inspector;

  Inspection(Inspector inspector) {
    this.inspector = inspector;
  }

  /** Returns the home folder. */
  public HomeFolder home() {
    return inspector.home();
  }

  /** Returns the plugins that were loaded, by name. */
  public List<Plugin> plugins() {
    return inspector.plugins();
  }

  /** Returns the jars and providers that could not be loaded, a line each. */
  public List<String> passedOver() {
    return inspector.passedOver();
  }

  /** Returns the providers that can be chosen: backends, chat models, embedding models, by id. */
  public List<FoundProvider> providers() {
    return inspector.providers();
  }

  /**
   * Returns what the settings choose for which purpose; for the state nothing, unless it is set.
   */
  public List<BackendUse> backendUses() {
    return inspector.backendUses();
  }

  /** Returns the embedding model that is chosen, as {@code provider} or {@code provider:name}. */
  public String embeddingModel() {
    return inspector.embeddingModel();
  }

  /** Returns every setting of core and of the instances that exist or are named. */
  public List<EffectiveSetting> settings() {
    return inspector.settings();
  }

  /** Returns what is wrong with the configuration, a line each; nothing can be opened then. */
  public List<String> faults() {
    return inspector.faults();
  }

  /** Returns where variables of ours stand that are set to nothing and so count as unset. */
  public List<String> emptyVariables() {
    return inspector.emptyVariables();
  }

  /** Returns where lines of {@code .env} stand that cannot be read and were passed over. */
  public List<String> unreadLines() {
    return inspector.unreadLines();
  }

  /**
   * Opens every backend that is chosen or configured, the embedding model and a chat model, one
   * after the other, looks whether what is stored fits them, and closes them again. Writes nothing
   * but what a backend makes when it is opened, and asks no model anything. Nothing is opened while
   * there are faults.
   *
   * @param chatModel the chat model to open, as {@code provider} or {@code provider:name}
   * @param deadline how long each of them may take
   */
  public List<Check> answers(String chatModel, Duration deadline) {
    return inspector.answers(chatModel, deadline);
  }

  /** Closes the plugins. */
  @Override
  public void close() {
    inspector.close();
  }
}
