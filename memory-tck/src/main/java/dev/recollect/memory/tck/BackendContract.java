package dev.recollect.memory.tck;

import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.BatchContract;
import dev.recollect.memory.tck.contract.CallOptionsContract;
import dev.recollect.memory.tck.contract.CapabilityContract;
import dev.recollect.memory.tck.contract.CollectionContract;
import dev.recollect.memory.tck.contract.ConcurrencyContract;
import dev.recollect.memory.tck.contract.CursorContract;
import dev.recollect.memory.tck.contract.DeleteContract;
import dev.recollect.memory.tck.contract.FilterContract;
import dev.recollect.memory.tck.contract.FixtureSource;
import dev.recollect.memory.tck.contract.HostileTextContract;
import dev.recollect.memory.tck.contract.InterruptionContract;
import dev.recollect.memory.tck.contract.LifecycleContract;
import dev.recollect.memory.tck.contract.LimitContract;
import dev.recollect.memory.tck.contract.MixedLoadContract;
import dev.recollect.memory.tck.contract.NamedVectorContract;
import dev.recollect.memory.tck.contract.NamespaceContract;
import dev.recollect.memory.tck.contract.PatchContract;
import dev.recollect.memory.tck.contract.ProcessContract;
import dev.recollect.memory.tck.contract.RecordContract;
import dev.recollect.memory.tck.contract.RefusalContract;
import dev.recollect.memory.tck.contract.ReopeningContract;
import dev.recollect.memory.tck.contract.ScanContract;
import dev.recollect.memory.tck.contract.SearchContract;
import dev.recollect.memory.tck.contract.ServerContract;
import dev.recollect.memory.tck.contract.SmallTenantContract;
import dev.recollect.memory.tck.contract.StateConcurrencyContract;
import dev.recollect.memory.tck.contract.StateStoreContract;
import dev.recollect.memory.tck.contract.TenantContract;
import dev.recollect.memory.tck.contract.TextToEmbedContract;
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
public abstract class BackendContract extends FixtureSource {

  /** Creates the contract. */
  protected BackendContract() {}

  /** Returns a new, empty place for the backend's data; called once a test. */
  @Override
  protected abstract BackendFixture newFixture();

  @Nested
  class Capabilities extends CapabilityContract {}

  @Nested
  class Collections extends CollectionContract {}

  @Nested
  class Records extends RecordContract {}

  @Nested
  class Batches extends BatchContract {}

  @Nested
  class Limits extends LimitContract {}

  @Nested
  class Refusals extends RefusalContract {}

  @Nested
  class Patches extends PatchContract {}

  @Nested
  class Deletes extends DeleteContract {}

  @Nested
  class Namespaces extends NamespaceContract {}

  @Nested
  class Filters extends FilterContract {}

  @Nested
  class Searches extends SearchContract {}

  @Nested
  class NamedVectors extends NamedVectorContract {}

  @Nested
  class TextsToEmbed extends TextToEmbedContract {}

  @Nested
  class SmallTenants extends SmallTenantContract {}

  @Nested
  class Scans extends ScanContract {}

  @Nested
  class Cursors extends CursorContract {}

  @Nested
  class HostileTexts extends HostileTextContract {}

  @Nested
  class Visibility extends VisibilityContract {}

  @Nested
  class Concurrency extends ConcurrencyContract {}

  @Nested
  class MixedLoad extends MixedLoadContract {}

  @Nested
  class Tenants extends TenantContract {}

  @Nested
  class CallBounds extends CallOptionsContract {}

  @Nested
  class Interruptions extends InterruptionContract {}

  @Nested
  class Lifecycle extends LifecycleContract {}

  @Nested
  class Reopening extends ReopeningContract {}

  @Nested
  class Processes extends ProcessContract {}

  @Nested
  class Server extends ServerContract {}

  @Nested
  class State extends StateStoreContract {}

  @Nested
  class StateConcurrency extends StateConcurrencyContract {}
}
