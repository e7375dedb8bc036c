package dev.recollect.memory.core.discovery;

import java.util.List;

/**
 * Where providers are looked for.
 *
 * @param loaders what is searched: first the application's, then those of plugins
 * @param broken what else might have had providers and could not be opened, a line each
 */
public record ProviderPlaces(List<ClassLoader> loaders, List<String> broken) {

  /** Copies both. */
  public ProviderPlaces {
    loaders = List.copyOf(loaders);
    broken = List.copyOf(broken);
  }
}
