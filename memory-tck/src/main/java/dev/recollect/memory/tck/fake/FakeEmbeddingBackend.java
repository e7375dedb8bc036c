package dev.recollect.memory.tck.fake;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.tck.forwarding.ForwardingBackend;

/**
 * A backend that embeds texts by itself, which it does with a {@link FakeEmbeddingModel} in front
 * of another backend. As thread-safe as that one.
 */
public final class FakeEmbeddingBackend extends ForwardingBackend {

  private final FakeEmbeddingModel model;

  /**
   * Puts a model in front of a backend.
   *
   * @param store keeps the records; closed with this backend
   * @param model embeds the texts
   */
  public FakeEmbeddingBackend(Backend store, FakeEmbeddingModel model) {
    super(store);
    this.model = model;
  }

  @Override
  public Capabilities capabilities() {
    Capabilities capabilities = super.capabilities();
    return Capabilities.builder()
        .durability(capabilities.durability())
        .vectorsPerRecord(capabilities.vectorsPerRecord())
        .largestDimension(capabilities.largestDimension())
        .exclusive(capabilities.exclusive())
        .embedding(new StoreEmbedding(model.identity(), model.maximumTokens()))
        .build();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    return new FakeEmbeddingCollection(super.openCollection(spec), capabilities(), model);
  }
}
