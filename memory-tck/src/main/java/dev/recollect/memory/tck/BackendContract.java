package dev.recollect.memory.tck;

import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.CallOptionsContract;
import dev.recollect.memory.tck.contract.CapabilityContract;
import dev.recollect.memory.tck.contract.CollectionContract;
import dev.recollect.memory.tck.contract.ConcurrencyContract;
import dev.recollect.memory.tck.contract.DeleteContract;
import dev.recollect.memory.tck.contract.FilterContract;
import dev.recollect.memory.tck.contract.InterruptionContract;
import dev.recollect.memory.tck.contract.LifecycleContract;
import dev.recollect.memory.tck.contract.LimitContract;
import dev.recollect.memory.tck.contract.NamedVectorContract;
import dev.recollect.memory.tck.contract.NamespaceContract;
import dev.recollect.memory.tck.contract.PatchContract;
import dev.recollect.memory.tck.contract.RecordContract;
import dev.recollect.memory.tck.contract.RefusalContract;
import dev.recollect.memory.tck.contract.ReopeningContract;
import dev.recollect.memory.tck.contract.ScanContract;
import dev.recollect.memory.tck.contract.SearchContract;
import dev.recollect.memory.tck.contract.SmallTenantContract;
import dev.recollect.memory.tck.contract.StateConcurrencyContract;
import dev.recollect.memory.tck.contract.StateStoreContract;
import dev.recollect.memory.tck.contract.VisibilityContract;
import org.junit.jupiter.api.Nested;

/**
 * Everything a backend must do, as one test class to extend:
 *
 * <pre>{@code
 * class ChromaContractTest extends BackendContract {
 *   @Override
 *   protected BackendFixture newFixture() {
 *     return new ProviderFixture(new ChromaProvider(), Map.of("url", "http://localhost:8000"));
 *   }
 * }
 * }</pre>
 *
 * <p>A backend that is not ready for all of it extends the classes of {@link
 * dev.recollect.memory.tck.contract} one by one.
 */
public abstract class BackendContract {

  /** Creates the contract. */
  protected BackendContract() {}

  /** Returns a new, empty place for the backend's data; called once a test. */
  protected abstract BackendFixture newFixture();

  @Nested
  class Capabilities extends CapabilityContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Collections extends CollectionContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Records extends RecordContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Limits extends LimitContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Patches extends PatchContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Deletes extends DeleteContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Namespaces extends NamespaceContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Filters extends FilterContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Searches extends SearchContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class NamedVectors extends NamedVectorContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class SmallTenants extends SmallTenantContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Scans extends ScanContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Visibility extends VisibilityContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class CallBounds extends CallOptionsContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Interruptions extends InterruptionContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class Reopening extends ReopeningContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class State extends StateStoreContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }

  @Nested
  class StateConcurrency extends StateConcurrencyContract {
    @Override
    protected BackendFixture newFixture() {
      return BackendContract.this.newFixture();
    }
  }
}
