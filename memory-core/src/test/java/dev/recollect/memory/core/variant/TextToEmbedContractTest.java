package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.contract.TextToEmbedContract;
import dev.recollect.memory.tck.fake.FakeEmbeddingBackend;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;

/** A backend that embeds texts keeps the contract of embedding. */
class TextToEmbedContractTest extends TextToEmbedContract {

  @Override
  protected BackendFixture newFixture() {
    ProviderFixture plain = new ProviderFixture(new InMemoryProvider());
    return new BackendFixture() {
      @Override
      public Backend open() {
        return new FakeEmbeddingBackend(plain.open(), new FakeEmbeddingModel());
      }

      @Override
      public void close() {
        plain.close();
      }
    };
  }
}
