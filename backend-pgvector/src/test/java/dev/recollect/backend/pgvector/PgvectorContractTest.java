package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;

/** The backend keeps the contract on a real server. */
class PgvectorContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return TestSchema.create();
  }
}
