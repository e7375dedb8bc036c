package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Optional;

/**
 * A backend that embeds texts by itself, which it does with a {@link FakeEmbeddingModel} in front
 * of another backend. As thread-safe as that one.
 */
public final class FakeEmbeddingBackend implements Backend {

  private final Backend store;
  private final FakeEmbeddingModel model;

  /**
   * Puts a model in front of a backend.
   *
   * @param store keeps the records; closed with this backend
   * @param model embeds the texts
   */
  public FakeEmbeddingBackend(Backend store, FakeEmbeddingModel model) {
    this.store = store;
    this.model = model;
  }

  @Override
  public Capabilities capabilities() {
    Capabilities capabilities = store.capabilities();
    return Capabilities.builder()
        .durability(capabilities.durability())
        .vectorsPerRecord(capabilities.vectorsPerRecord())
        .largestDimension(capabilities.largestDimension())
        .exclusive(capabilities.exclusive())
        .embedding(new StoreEmbedding(model.identity(), model.maximumTokens()))
        .build();
  }

  @Override
  public Optional<StateStore> state() {
    return store.state();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    return new FakeEmbeddingCollection(store.openCollection(spec), model);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return store.collections(cursor);
  }

  @Override
  public void dropCollection(String name) {
    store.dropCollection(name);
  }

  @Override
  public Health health() {
    return store.health();
  }

  @Override
  public void close() {
    store.close();
  }
}
