package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.tier.RankingWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The checked settings of a memory. Immutable; prints no secret. */
public final class Configuration {

  private final ConfigSources sources;
  private final TypedSettings core;
  private final Instances backends;
  private final Instances chatModels;
  private final Instances embeddingModels;
  private final boolean needsEmbeddingModel;

  Configuration(
      ConfigSources sources,
      TypedSettings core,
      Instances backends,
      Instances chatModels,
      Instances embeddingModels,
      boolean needsEmbeddingModel) {
    this.sources = sources;
    this.core = core;
    this.backends = backends;
    this.chatModels = chatModels;
    this.embeddingModels = embeddingModels;
    this.needsEmbeddingModel = needsEmbeddingModel;
  }

  /** Returns the settings of core itself; those of providers stand with the providers. */
  public static List<Setting> settings() {
    return CoreSettings.ALL;
  }

  /** Returns the home folder, absolute; may not exist. */
  public Path home() {
    return sources.home().path();
  }

  /** Returns the instance that keeps the state, if one was chosen. */
  public Optional<String> stateBackend() {
    return core.text(CoreSettings.STATE_BACKEND.name());
  }

  /** Returns the instance in which messages are searched. */
  public String recallBackend() {
    return core.text(CoreSettings.RECALL_BACKEND.name()).orElseThrow();
  }

  /** Returns the instance that keeps passages. */
  public String archivalBackend() {
    return core.text(CoreSettings.ARCHIVAL_BACKEND.name()).orElseThrow();
  }

  /** Returns the embedding model, as {@code provider} or {@code provider:name}. */
  public String embeddingModel() {
    return core.text(CoreSettings.EMBEDDING_MODEL.name()).orElseThrow();
  }

  /**
   * Returns whether the configured embedding model is needed: not if the program brought one, nor
   * if the stores of recall and archival memory embed texts themselves.
   */
  public boolean needsEmbeddingModel() {
    return needsEmbeddingModel;
  }

  /** Returns the language by whose rules texts are found. */
  public String analysisLanguage() {
    return core.text(CoreSettings.ANALYSIS_LANGUAGE.name()).orElseThrow();
  }

  /** Returns the most characters of a new block. */
  public int blockLimit() {
    return Math.toIntExact(core.integer(CoreSettings.BLOCK_LIMIT.name()));
  }

  /** Returns how age and importance count in the order of hits. */
  public RankingWeights ranking() {
    return RankingWeights.relevanceOnly()
        .withRelevance(core.decimal(CoreSettings.RANKING_RELEVANCE.name()))
        .withRecency(core.decimal(CoreSettings.RANKING_RECENCY.name()))
        .withImportance(core.decimal(CoreSettings.RANKING_IMPORTANCE.name()))
        .withHalfLife(core.duration(CoreSettings.RANKING_HALF_LIFE.name()));
  }

  /** Returns how many threads do work with files and native code. */
  public int ioThreads() {
    return Math.toIntExact(core.integer(CoreSettings.IO_THREADS.name()));
  }

  /**
   * Returns a backend to be opened.
   *
   * @param name an instance, or a provider's id for its default instance
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION with all that is wrong
   */
  public ProviderInstance backend(String name) {
    return backends.require(name);
  }

  /**
   * Returns the settings of a provider of chat models.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION with all that is wrong
   */
  public ProviderInstance chatModel(String provider) {
    return chatModels.require(provider);
  }

  /**
   * Returns the settings of a provider of embedding models.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION with all that is wrong
   */
  public ProviderInstance embeddingModel(String provider) {
    return embeddingModels.require(provider);
  }

  @Override
  public String toString() {
    return core.toString();
  }
}
