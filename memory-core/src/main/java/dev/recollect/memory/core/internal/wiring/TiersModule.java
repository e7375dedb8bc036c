package dev.recollect.memory.core.internal.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.tier.CollectionSpecs;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens the embedding model and, over the stores, the collections of the tiers. */
final class TiersModule extends AbstractModule {

  private final @Nullable EmbeddingModel given;

  /**
   * Creates the module.
   *
   * @param given the model that code brought along, or null to open the configured one
   */
  TiersModule(@Nullable EmbeddingModel given) {
    this.given = given;
  }

  @Override
  protected void configure() {
    Provider<Stores> stores = getProvider(Stores.class);
    Provider<EmbeddingModel> model = getProvider(EmbeddingModel.class);
    Provider<Configuration> configuration = getProvider(Configuration.class);
    Provider<InstantSource> clock = getProvider(InstantSource.class);
    bindModel(configuration);
    bind(Tiers.class)
        .toProvider(
            new Once<>(() -> tiers(stores.get(), model.get(), configuration.get(), clock.get())))
        .in(Scopes.SINGLETON);
  }

  private void bindModel(Provider<Configuration> configuration) {
    if (given != null) {
      bind(EmbeddingModel.class).toInstance(given);
      return;
    }
    Provider<Providers> providers = getProvider(Providers.class);
    Provider<ResourceStack> resources = getProvider(ResourceStack.class);
    Provider<EmbeddingLoader> loader = getProvider(EmbeddingLoader.class);
    bind(EmbeddingLoader.class)
        .toProvider(new Once<>(() -> loader(providers.get(), configuration.get(), resources.get())))
        .in(Scopes.SINGLETON);
    bind(EmbeddingModel.class).toProvider(() -> loader.get().model());
  }

  private static EmbeddingLoader loader(
      Providers providers, Configuration configuration, ResourceStack resources) {
    return resources.push(
        "the embedding model",
        new EmbeddingLoader(() -> providers.openEmbeddingModel(configuration)));
  }

  private Tiers tiers(
      Stores stores, EmbeddingModel model, Configuration configuration, InstantSource clock) {
    EmbeddingIdentity identity = model.identity();
    LogicalCollections collections =
        new LogicalCollections(
            stores.state().store(), given == null ? configuration.embeddingModel() : "");
    Backend recallBackend = stores.recall().backend();
    RecordCollection recall =
        collections.open(
            "recall",
            recallBackend,
            name -> CollectionSpecs.recall(name, identity, recallBackend.capabilities()));
    RecordCollection archival =
        collections.open(
            "archival",
            stores.archival().backend(),
            name -> CollectionSpecs.archival(name, identity));
    return new Tiers(
        stores.state().store(),
        stores.state().backend().backend().capabilities().exclusive(),
        new IndexedCollection(recall, model, clock),
        new IndexedCollection(archival, model, clock),
        clock,
        configuration.blockLimit());
  }
}
