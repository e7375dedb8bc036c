package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;

/** The in-memory backend keeps the contract. */
class InMemoryContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return new ProviderFixture(new InMemoryProvider());
  }
}
