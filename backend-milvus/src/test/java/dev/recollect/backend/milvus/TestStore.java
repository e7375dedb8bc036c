package dev.recollect.backend.milvus;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.contract.ServerFixture;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.TcpProxy;
import dev.recollect.memory.tck.server.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/**
 * The collections of one prefix on the test server for one test, dropped in the end. Its backends
 * reach the server through a proxy that can hang and die.
 */
final class TestStore extends ServerFixture {

  private final Map<String, String> direct;

  private TestStore(Map<String, String> direct, URI server) {
    super(
        new MilvusProvider(),
        new TcpProxy(server.getHost(), server.getPort()),
        port -> {
          Map<String, String> proxied = new HashMap<>(direct);
          proxied.put("uri", server.getScheme() + "://127.0.0.1:" + port);
          return proxied;
        });
    this.direct = direct;
  }

  static TestStore create() {
    return create(Map.of());
  }

  /** Creates a place whose backends have some settings that are not the defaults. */
  static TestStore create(Map<String, String> settings) {
    Map<String, String> direct = new HashMap<>();
    direct.put("uri", serverUri());
    direct.put("prefix", "test_" + UUID.randomUUID().toString().replace("-", "") + "_");
    direct.put("connection.timeout", "5s");
    TestServers.ofThisProcess()
        .setting("milvus", "token")
        .ifPresent(token -> direct.put("token", token));
    direct.putAll(settings);
    return new TestStore(direct, URI.create(serverUri()));
  }

  static String serverUri() {
    return TestServers.ofThisProcess().url("milvus", "servers/up milvus starts one");
  }

  /** Returns the program milvus-lite, or aborts the test. */
  static String liteProgram() {
    serverUri();
    return TestServers.ofThisProcess()
        .setting("milvus", "lite")
        .orElseThrow(() ->
            new TestAbortedException(
                "RECOLLECT_TEST_MILVUS_LITE is not set: no program milvus-lite to run"));
  }

  /** Returns the settings that lead here, past the proxy. */
  Map<String, String> settings() {
    return new HashMap<>(direct);
  }

  String prefix() {
    return Objects.requireNonNull(direct.get("prefix"));
  }

  /** Opens a backend with settings. */
  static Backend open(Map<String, String> settings) {
    return open(settings, Path.of("unused"));
  }

  /** Opens a backend with settings and a home folder. */
  static Backend open(Map<String, String> settings, Path home) {
    return new ProviderSetup(MilvusProvider.class, settings, home).open();
  }

  /** Opens the sample collection. */
  static RecordCollection collection(Backend backend) {
    return backend.openCollection(SampleRecords.spec());
  }

  @Override
  public void close() {
    super.close();
    new ProviderSetup(MilvusProvider.class, direct, Path.of("unused")).dropCollections();
  }
}
