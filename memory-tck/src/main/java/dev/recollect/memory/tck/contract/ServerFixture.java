package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.tck.server.ServerControl;
import dev.recollect.memory.tck.server.TcpProxy;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A fixture over a provider whose backends reach their server through a proxy on 127.0.0.1 that can
 * hang and die. To be extended by one that has a place of its own on the server, a schema or a
 * prefix, and removes it in {@link #close} after calling {@code super.close()}.
 */
public abstract class ServerFixture extends ProviderFixture {

  private final TcpProxy proxy;

  /**
   * Creates a fixture.
   *
   * @param provider opens the backend
   * @param proxy what the backend takes for the server; closed with this fixture
   * @param settings from the port of the proxy the provider's settings by name, spelt as a user
   *     would; the rest has defaults
   */
  protected ServerFixture(
      BackendProvider provider, TcpProxy proxy, IntFunction<Map<String, String>> settings) {
    super(provider, settings.apply(proxy.port()));
    this.proxy = proxy;
  }

  /** Returns the proxy before the server. */
  public final TcpProxy proxy() {
    return proxy;
  }

  @Override
  public final Optional<ServerControl> server() {
    return Optional.of(proxy);
  }

  @Override
  public void close() {
    super.close();
    proxy.close();
  }
}
