package dev.recollect.memory.core.internal.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.core.config.Configuration;
import java.time.InstantSource;

/** Opens the backends that the configuration names. */
final class StoresModule extends AbstractModule {

  @Override
  protected void configure() {
    Provider<Configuration> configuration = getProvider(Configuration.class);
    Provider<Providers> providers = getProvider(Providers.class);
    Provider<ResourceStack> resources = getProvider(ResourceStack.class);
    Provider<InstantSource> clock = getProvider(InstantSource.class);
    Provider<IoExecutor> io = getProvider(IoExecutor.class);
    Provider<BackendPool> pool = getProvider(BackendPool.class);
    bind(IoExecutor.class)
        .toProvider(new Once<>(() -> executor(configuration.get(), resources.get())))
        .in(Scopes.SINGLETON);
    bind(BackendPool.class)
        .toProvider(
            new Once<>(() ->
                new BackendPool(
                    providers.get().backends(),
                    configuration.get(),
                    clock.get(),
                    io.get(),
                    resources.get())))
        .in(Scopes.SINGLETON);
    bind(Stores.class)
        .toProvider(new Once<>(() -> stores(configuration.get(), providers.get(), pool.get())))
        .in(Scopes.SINGLETON);
  }

  private static IoExecutor executor(Configuration configuration, ResourceStack resources) {
    return resources.push(
        "the threads for files", new IoExecutor("recollect-io", configuration.ioThreads()));
  }

  private static Stores stores(Configuration configuration, Providers providers, BackendPool pool) {
    BackendPool.Opened recall = pool.open(configuration.recallBackend());
    BackendPool.Opened archival = pool.open(configuration.archivalBackend());
    StatePlacement placement = new StatePlacement(configuration, pool, providers.backends().ids());
    return new Stores(placement.place(), recall, archival);
  }
}
