package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.server.ServerControl;
import dev.recollect.memory.tck.server.TcpProxy;
import java.util.Map;
import java.util.Optional;

/** A schema of a database with the stand-in, reached through a proxy that can hang and die. */
final class StandInFixture implements BackendFixture {

  private final TcpProxy proxy;
  private final ProviderFixture provider;

  StandInFixture(StandInDatabase database) {
    String[] address = database.authority().split(":", 2);
    this.proxy = new TcpProxy(address[0], Integer.parseInt(address[1]));
    // Graphs are no other code than pgvector's, whose contract has them, and cost most of a write.
    Map<String, String> settings =
        database.settings(
            "url",
            database.url("127.0.0.1:" + proxy.port()),
            "connection.timeout",
            "5s",
            "index",
            "false");
    this.provider = new ProviderFixture(new PostgresmlProvider(), settings);
  }

  @Override
  public Backend open() {
    return provider.open();
  }

  @Override
  public Optional<ServerControl> server() {
    return Optional.of(proxy);
  }

  @Override
  public Optional<ProviderSetup> setup() {
    return provider.setup();
  }

  /** The schema goes with the database. */
  @Override
  public void close() {
    provider.close();
    proxy.close();
  }
}
