package dev.recollect.memory.tck;

import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.FilterContract;
import dev.recollect.memory.tck.contract.NamespaceContract;
import dev.recollect.memory.tck.contract.RecordContract;
import dev.recollect.memory.tck.contract.ReopeningContract;
import dev.recollect.memory.tck.contract.SearchContract;
import dev.recollect.memory.tck.contract.StateStoreContract;
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
  class Records extends RecordContract {
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
  class Search extends SearchContract {
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
}
