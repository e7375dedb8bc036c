package dev.recollect.backend.lucene;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;

/** The embedded backend keeps the contract. */
class LuceneContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return new ProviderFixture(new LuceneProvider()) {
      @Override
      public boolean wholeBatches() {
        return true;
      }
    };
  }
}
