package dev.recollect.backend.qdrant;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A prefix of the test server for one test, whose collections are dropped in the end. Its backends
 * reach the server through a proxy that can hang and die.
 */
final class TestPrefix implements BackendFixture {

  private final TcpProxy proxy;
  private final Map<String, String> direct;
  private final ProviderFixture provider;

  private TestPrefix(Map<String, String> settings) {
    this.direct = new HashMap<>(serverSettings());
    this.direct.put("prefix", "test_" + UUID.randomUUID().toString().replace("-", ""));
    this.direct.putAll(settings);
    ServerAddress server = config(direct).address();
    this.proxy = new TcpProxy(server.host(), server.port());
    Map<String, String> proxied = new HashMap<>(direct);
    proxied.put("url", (server.tls() ? "https" : "http") + "://127.0.0.1:" + proxy.port());
    this.provider = new ProviderFixture(new QdrantProvider(), proxied);
  }

  static TestPrefix create() {
    return new TestPrefix(Map.of());
  }

  /** Creates a prefix whose backends have some settings that are not the defaults. */
  static TestPrefix create(Map<String, String> settings) {
    return new TestPrefix(settings);
  }

  /** Returns the settings that lead to the test server. */
  static Map<String, String> serverSettings() {
    TestServers servers = TestServers.ofThisProcess();
    Map<String, String> settings = new HashMap<>();
    settings.put("url", servers.url("qdrant", "servers/up qdrant starts one"));
    servers.setting("qdrant", "key").ifPresent(key -> settings.put("key", key));
    return settings;
  }

  /** Returns what settings say. */
  static QdrantConfig config(Map<String, String> settings) {
    return QdrantSettings.read(FakeSettings.of(QdrantSettings.all(), settings));
  }

  /** Opens a backend with settings. */
  static Backend open(Map<String, String> settings) {
    QdrantProvider provider = new QdrantProvider();
    return provider.open(
        new BackendContext(
            "main",
            FakeSettings.of(provider.settings(), settings),
            new ManualClock(),
            Path.of("unused"),
            new IoExecutor("unused", 1)));
  }

  /** Opens the sample collection. */
  static RecordCollection collection(Backend backend) {
    return backend.openCollection(SampleRecords.spec());
  }

  /** Returns the settings that lead to this prefix, past the proxy. */
  Map<String, String> settings() {
    return new HashMap<>(direct);
  }

  String prefix() {
    return config(direct).prefix();
  }

  TcpProxy proxy() {
    return proxy;
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

  @Override
  public void close() {
    provider.close();
    proxy.close();
    try (Backend backend = open(direct)) {
      for (CollectionSpec spec : new ArrayList<>(backend.collections(Cursor.START).items())) {
        backend.dropCollection(spec.name());
      }
    }
  }
}
