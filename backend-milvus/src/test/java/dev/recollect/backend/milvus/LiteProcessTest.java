package dev.recollect.backend.milvus;

import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProcessContract;
import dev.recollect.memory.tck.contract.ProviderFixture;
import java.util.Map;

/** A second process is refused where the first has a Milvus Lite of its own; kills lose nothing. */
class LiteProcessTest extends ProcessContract {

  @Override
  protected BackendFixture newFixture() {
    return new ProviderFixture(
        new MilvusProvider(), Map.of("lite.program", TestStore.liteProgram()));
  }
}
