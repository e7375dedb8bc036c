package dev.recollect.backend.milvus;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;

/** The backend keeps the contract on a server, which may be Milvus Lite. */
class MilvusContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return TestStore.create();
  }
}
