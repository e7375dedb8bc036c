package dev.recollect.memory.core.config;

/**
 * The providers of all three kinds.
 *
 * @param backends those that open backends
 * @param chatModels those that open chat models
 * @param embeddingModels those that open embedding models
 */
public record ProviderDirectories(
    ProviderDirectory backends, ProviderDirectory chatModels, ProviderDirectory embeddingModels) {}
