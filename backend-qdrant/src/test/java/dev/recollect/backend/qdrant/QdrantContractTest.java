package dev.recollect.backend.qdrant;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;

/** The backend keeps the contract on a server. */
class QdrantContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return TestPrefix.create();
  }
}
