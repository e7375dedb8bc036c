package dev.recollect.backend.milvus;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.fake.ManualClock;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.ServerControl;
import dev.recollect.memory.tck.server.TcpProxy;
import dev.recollect.memory.tck.server.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The collections of one prefix on the test server for one test, dropped in the end. Its backends
 * reach the server through a proxy that can hang and die.
 */
final class TestStore implements BackendFixture {

  private final URI server;
  private final TcpProxy proxy;
  private final String prefix = "test_" + UUID.randomUUID().toString().replace("-", "") + "_";
  private final Map<String, String> settings = new HashMap<>();
  private final ProviderFixture provider;

  private TestStore(Map<String, String> given) {
    this.server = URI.create(serverUri());
    this.proxy = new TcpProxy(server.getHost(), server.getPort());
    settings.put("uri", server.getScheme() + "://127.0.0.1:" + proxy.port());
    settings.put("prefix", prefix);
    settings.put("connection.timeout", "5s");
    TestServers.ofThisProcess()
        .setting("milvus", "token")
        .ifPresent(token -> settings.put("token", token));
    settings.putAll(given);
    this.provider = new ProviderFixture(new MilvusProvider(), settings);
  }

  static TestStore create() {
    return create(Map.of());
  }

  /** Creates a place whose backends have some settings that are not the defaults. */
  static TestStore create(Map<String, String> settings) {
    return new TestStore(settings);
  }

  static String serverUri() {
    return TestServers.ofThisProcess().url("milvus", "servers/up milvus starts one");
  }

  String prefix() {
    return prefix;
  }

  TcpProxy proxy() {
    return proxy;
  }

  /** Returns the settings that lead here, to be changed. */
  Map<String, String> settings() {
    return new HashMap<>(settings);
  }

  @Override
  public Backend open() {
    return provider.open();
  }

  /** Opens a backend with settings. */
  static Backend open(Map<String, String> settings) {
    return open(settings, Path.of("unused"));
  }

  /** Opens a backend with settings and a home folder. */
  static Backend open(Map<String, String> settings, Path home) {
    MilvusProvider provider = new MilvusProvider();
    return provider.open(
        new BackendContext(
            "main",
            FakeSettings.of(provider.settings(), settings),
            new ManualClock(),
            home,
            new IoExecutor("unused", 1)));
  }

  /** Opens the sample collection. */
  static RecordCollection collection(Backend backend) {
    return backend.openCollection(SampleRecords.spec());
  }

  @Override
  public Optional<ServerControl> server() {
    return Optional.of(proxy);
  }

  @Override
  public Optional<ProviderSetup> setup() {
    return provider.setup();
  }

  @Override
  public void close() {
    provider.close();
    proxy.close();
    Map<String, String> direct = settings();
    direct.put("uri", serverUri());
    try (Backend backend = open(direct)) {
      backend.collections(Cursor.START).items().stream()
          .map(CollectionSpec::name)
          .forEach(backend::dropCollection);
    }
  }
}
