package dev.recollect.memory.core.internal.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.core.config.Configuration;
import dev.recollect.memory.core.config.ModelId;
import dev.recollect.memory.core.event.EventTeller;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.text.TextAnalyzer;
import dev.recollect.memory.core.tier.CollectionSpecs;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Opens, over the stores, the collections of the tiers. */
final class TiersModule extends AbstractModule {

  private final Supplier<EmbeddingModel> embeddingModel;
  private final String embeddingSetting;

  /**
   * Creates the module.
   *
   * @param embeddingModel returns the model; may wait for it
   * @param embeddingSetting how the model is spelled in {@code memory.embedding.model}; empty for
   *     one that code brought along
   */
  TiersModule(Supplier<EmbeddingModel> embeddingModel, String embeddingSetting) {
    this.embeddingModel = embeddingModel;
    this.embeddingSetting = embeddingSetting;
  }

  @Override
  protected void configure() {
    Provider<Stores> stores = getProvider(Stores.class);
    Provider<EmbeddingModel> model = new Once<>(embeddingModel);
    Provider<Configuration> configuration = getProvider(Configuration.class);
    Provider<InstantSource> clock = getProvider(InstantSource.class);
    Provider<EventTeller> events = getProvider(EventTeller.class);
    bind(Tiers.class)
        .toProvider(
            new Once<>(
                () -> tiers(stores.get(), model, configuration.get(), clock.get(), events.get())))
        .in(Scopes.SINGLETON);
  }

  private Tiers tiers(
      Stores stores,
      Provider<EmbeddingModel> model,
      Configuration configuration,
      InstantSource clock,
      EventTeller events) {
    Embedder recallEmbedder = embedder(stores.recall().backend(), model);
    Embedder archivalEmbedder = embedder(stores.archival().backend(), model);
    LogicalCollections collections =
        new LogicalCollections(
            stores.state().store(), embeddingSetting, configuration.analysisLanguage());
    TextAnalyzer analyzer = TextAnalyzer.of(configuration.analysisLanguage());
    Backend recallBackend = stores.recall().backend();
    RecordCollection recall =
        collections.open(
            "recall",
            recallBackend,
            name ->
                CollectionSpecs.recall(
                    name, recallEmbedder.identity(), analyzer, recallBackend.capabilities()));
    RecordCollection archival =
        collections.open(
            "archival",
            stores.archival().backend(),
            name -> CollectionSpecs.archival(name, archivalEmbedder.identity(), analyzer));
    return new Tiers(
        stores.state().store(),
        stores.state().backend().backend().capabilities().exclusive(),
        new IndexedCollection(
            recall, recallEmbedder, analyzer, clock, events, configuration.ranking()),
        new IndexedCollection(
            archival, archivalEmbedder, analyzer, clock, events, configuration.ranking()),
        clock,
        configuration.blockLimit());
  }

  /** The model is opened only for a store that does not embed. */
  private Embedder embedder(Backend backend, Provider<EmbeddingModel> model) {
    return backend
        .capabilities()
        .embedding()
        .map(Embedder::of)
        .orElseGet(() -> Embedder.of(model.get(), provider()));
  }

  /** What stands before the colon of the setting; nothing for a model that code brought along. */
  private String provider() {
    return embeddingSetting.isEmpty() ? "" : ModelId.parse(embeddingSetting).provider();
  }
}
