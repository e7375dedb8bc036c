package org.example.drawer;

import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;

// tag::contract[]
class DrawerContractTest extends BackendContract {

  @Override
  protected BackendFixture newFixture() {
    return new ProviderFixture(new DrawerProvider());
  }
}
// end::contract[]
