package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Settings;

/**
 * Something to be opened by a provider, and how.
 *
 * @param name what the user calls it; for models always the provider's id
 * @param type id of the provider
 * @param settings the provider's settings for it
 */
public record ProviderInstance(String name, String type, Settings settings) {}
