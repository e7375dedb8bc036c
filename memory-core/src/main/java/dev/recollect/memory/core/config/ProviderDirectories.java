package dev.recollect.memory.core.config;

import java.util.Set;

/**
 * The providers of all three kinds.
 *
 * @param backends those that open backends
 * @param chatModels those that open chat models
 * @param embeddingModels those that open embedding models
 * @param embeddingBackends ids of those backends that embed texts themselves
 */
public record ProviderDirectories(
    ProviderDirectory backends,
    ProviderDirectory chatModels,
    ProviderDirectory embeddingModels,
    Set<String> embeddingBackends) {

  /** Copies the ids. */
  public ProviderDirectories {
    embeddingBackends = Set.copyOf(embeddingBackends);
  }
}
