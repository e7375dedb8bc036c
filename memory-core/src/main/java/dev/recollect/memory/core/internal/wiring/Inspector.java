package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.config.HomeFolder;
import dev.recollect.memory.core.inspect.BackendUse;
import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.inspect.FoundProvider;
import dev.recollect.memory.core.plugin.Plugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be found out about a memory without opening it, and what its parts answer. */
public final class Inspector implements AutoCloseable {

  private final OpenRequest request;
  private final Groundwork groundwork;
  private final Optional<Configuration> configuration;
  private final List<String> faults;

  /** Reads the configuration and finds the providers. */
  public Inspector(OpenRequest request) {
    this.request = request;
    this.groundwork = Groundwork.lay(request);
    this.configuration = configuration(groundwork);
    this.faults = groundwork.faults().lines();
  }

  private static Optional<Configuration> configuration(Groundwork groundwork) {
    try {
      return Optional.of(groundwork.reader().read(groundwork.faults()));
    } catch (MemoryException e) {
      return Optional.empty();
    }
  }

  /** Returns the home folder. */
  public HomeFolder home() {
    return groundwork.home();
  }

  /** Returns the plugins, by name. */
  public List<Plugin> plugins() {
    return groundwork.plugins().plugins();
  }

  /** Returns what could not be loaded. */
  public List<String> passedOver() {
    Providers providers = groundwork.providers();
    return Stream.of(
            providers.backends().broken(),
            providers.chatModels().broken(),
            providers.embeddingModels().broken())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Returns the providers of all kinds. */
  public List<FoundProvider> providers() {
    Providers providers = groundwork.providers();
    return Stream.of(
            providers.backends().list(),
            providers.chatModels().list(),
            providers.embeddingModels().list())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns what the settings choose for which purpose. */
  public List<BackendUse> backendUses() {
    return groundwork.reader().backendUses();
  }

  /** Returns the embedding model that is chosen. */
  public String embeddingModel() {
    return groundwork.reader().embeddingModel();
  }

  /** Returns every setting. */
  public List<EffectiveSetting> settings() {
    return groundwork.reader().effective();
  }

  /** Returns what is wrong with the configuration. */
  public List<String> faults() {
    return faults;
  }

  /** Returns where variables of ours stand that are set to nothing. */
  public List<String> emptyVariables() {
    return groundwork.reader().emptyVariables();
  }

  /** Returns where lines of {@code .env} stand that were passed over. */
  public List<String> unreadLines() {
    return groundwork.reader().unreadLines();
  }

  /** Opens the parts for a look; see {@link dev.recollect.memory.core.Inspection#answers}. */
  public List<Check> answers(String chatModel, Duration deadline) {
    return configuration
        .map(read -> new Examination(request, groundwork, read, deadline).all(chatModel))
        .orElse(List.of());
  }

  @Override
  public void close() {
    try (ResourceStack resources = new ResourceStack()) {
      resources.push("the plugins", groundwork.plugins());
    }
  }
}
