package dev.recollect.memory.core.variant;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.server.ServerControl;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An in-memory backend on a server that tests disturb. */
final class ServedFixture implements BackendFixture {

  private final ProviderFixture provided = new ProviderFixture(new InMemoryProvider());
  private final Backend held = provided.open();
  private final FakeServer server = new FakeServer();
  private final UnaryOperator<CallOptions> patience;

  ServedFixture(UnaryOperator<CallOptions> patience) {
    this.patience = patience;
  }

  @Override
  public Backend open() {
    server.admit(CallOptions.none());
    return new ServedBackend(held, server, patience);
  }

  @Override
  public Optional<ServerControl> server() {
    return Optional.of(server);
  }

  @Override
  public void close() {
    held.close();
    provided.close();
  }
}
