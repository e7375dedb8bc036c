package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.contract.ServerFixture;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.TcpProxy;
import dev.recollect.memory.tck.server.TestServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A prefix of the test server for one test, whose collections are dropped in the end. Its backends
 * reach the server through a proxy that can hang and die.
 */
final class TestPrefix extends ServerFixture {

  private final Map<String, String> direct;

  private TestPrefix(Map<String, String> direct, ServerAddress server) {
    super(
        new QdrantProvider(),
        new TcpProxy(server.host(), server.port()),
        port -> {
          Map<String, String> proxied = new HashMap<>(direct);
          proxied.put("url", (server.tls() ? "https" : "http") + "://127.0.0.1:" + port);
          return proxied;
        });
    this.direct = direct;
  }

  static TestPrefix create() {
    return create(Map.of());
  }

  /** Creates a prefix whose backends have some settings that are not the defaults. */
  static TestPrefix create(Map<String, String> settings) {
    Map<String, String> direct = new HashMap<>(serverSettings());
    direct.put("prefix", "test_" + UUID.randomUUID().toString().replace("-", ""));
    direct.putAll(settings);
    return new TestPrefix(direct, config(direct).address());
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
    return new ProviderSetup(QdrantProvider.class, settings, Path.of("unused")).open();
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

  @Override
  public boolean wholeBatches() {
    return true;
  }

  @Override
  public void close() {
    super.close();
    new ProviderSetup(QdrantProvider.class, direct, Path.of("unused")).dropCollections();
  }
}
