package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.config.ProviderInstance;
import dev.recollect.memory.core.discovery.ProviderRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens each instance of a backend once, however many tiers lie on it. Not thread-safe. */
final class BackendPool {

  /**
   * An instance that is open.
   *
   * @param instance its name and provider
   * @param backend the backend
   */
  record Opened(ProviderInstance instance, Backend backend) {

    /** Returns in a line what and where it is. */
    String place() {
      String named = instance.name().equals(instance.type()) ? "" : instance.name() + ": ";
      return named + instance.type() + " (" + backend.health().detail() + ")";
    }
  }

  private final Map<String, Opened> byName = new LinkedHashMap<>();
  private final ProviderRegistry<BackendProvider> providers;
  private final Configuration configuration;
  private final InstantSource clock;
  private final IoExecutor io;
  private final ResourceStack resources;

  BackendPool(
      ProviderRegistry<BackendProvider> providers,
      Configuration configuration,
      InstantSource clock,
      IoExecutor io,
      ResourceStack resources) {
    this.providers = providers;
    this.configuration = configuration;
    this.clock = clock;
    this.io = io;
    this.resources = resources;
  }

  /** Returns the backend of an instance, opened now if no tier has asked for it before. */
  Opened open(String name) {
    Opened known = byName.get(name);
    if (known != null) {
      return known;
    }
    ProviderInstance instance = configuration.backend(name);
    BackendProvider provider = providers.provider(instance.type());
    BackendContext context = context(instance);
    Backend backend =
        ProviderCall.of(provider, "backend '" + name + "'", () -> provider.open(context));
    Opened opened = new Opened(instance, resources.push("backend '" + name + "'", backend));
    byName.put(name, opened);
    return opened;
  }

  private BackendContext context(ProviderInstance instance) {
    return new BackendContext(
        instance.name(), instance.settings(), clock, configuration.home(), io);
  }

  /** Returns the instances opened so far, in that order. */
  Iterable<Opened> opened() {
    return byName.values();
  }
}
