package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.tck.server.ServerControl;
import java.util.Optional;

/**
 * A place where a backend keeps the data of one test: empty at first, gone in the end.
 *
 * <p>For a backend that a provider opens over a folder use {@link ProviderFixture}; a server's
 * fixture makes a database, schema or prefix of its own and removes it. One test after the other,
 * each with a fixture of its own.
 */
public interface BackendFixture extends AutoCloseable {

  /**
   * Opens the backend on the data of this fixture. Called again after the first backend was closed,
   * and, unless the backend is {@linkplain dev.recollect.memory.api.spi.Capabilities#exclusive()
   * exclusive}, also while it is open: the same data is there then, if the backend is durable.
   */
  Backend open();

  /**
   * Returns whether a field can be added to a collection that has records. Where not, the contract
   * requires that the attempt is refused with UNSUPPORTED.
   */
  default boolean addsFields() {
    return true;
  }

  /**
   * Returns whether an upsert of 40 records, whose process or server is killed meanwhile, has
   * written all of them or none. No backend has to; where it does, the contract proves it.
   */
  default boolean wholeBatches() {
    return false;
  }

  /**
   * Returns the server behind the backend, if the test can stop it. Where it can, the contract also
   * proves what becomes of calls to a server that hangs, dies and comes back; where not, the report
   * says that this was not proven.
   */
  default Optional<ServerControl> server() {
    return Optional.empty();
  }

  /**
   * Returns how another process opens the backend on the data of this fixture, which a {@link
   * ProviderFixture} knows. Where it can, the contract also proves that two processes see each
   * other's writes and that a killed one loses nothing; where not, the report says that this was
   * not proven.
   */
  default Optional<ProviderSetup> setup() {
    return Optional.empty();
  }

  /** Removes the data; every backend opened before is closed by then. */
  @Override
  void close();
}
