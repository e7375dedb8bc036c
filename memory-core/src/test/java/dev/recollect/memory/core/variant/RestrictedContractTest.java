package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;

/** A backend that leaves out whatever may be left out keeps the contract: it refuses that. */
class RestrictedContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    ProviderFixture whole = new ProviderFixture(new InMemoryProvider());
    return new BackendFixture() {
      @Override
      public Backend open() {
        return new RestrictedBackend(whole.open());
      }

      @Override
      public boolean addsFields() {
        return false;
      }

      @Override
      public void close() {
        whole.close();
      }
    };
  }
}
