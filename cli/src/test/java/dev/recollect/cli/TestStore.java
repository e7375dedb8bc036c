package dev.recollect.cli;

import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.server.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

/** A store of a test's own, in a folder or on a test server; deleted in the end. */
final class TestStore implements AutoCloseable {

  /** The backends of the project. */
  static final List<String> TYPES = List.of("lucene", "pgvector", "qdrant", "milvus");

  private final String type;
  private final Map<String, String> settings;

  private TestStore(String type, Map<String, String> settings) {
    this.type = type;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Returns a store that nothing was written to.
   *
   * @param folder below which a store with files lies
   */
  static TestStore of(String type, Path folder) {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    TestServers servers = TestServers.ofThisProcess();
    return new TestStore(
        type,
        switch (type) {
          case "lucene" -> Map.of("folder", folder.resolve(name).toString());
          case "pgvector" -> Map.of("url", url(servers, "postgres"), "schema", name);
          case "qdrant" -> qdrant(servers, name);
          case "milvus" -> Map.of("uri", url(servers, "milvus"), "prefix", name);
          default -> throw new IllegalArgumentException(type);
        });
  }

  private static Map<String, String> qdrant(TestServers servers, String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url(servers, "qdrant"));
    settings.put("prefix", name);
    servers.setting("qdrant", "key").ifPresent(key -> settings.put("key", key));
    return settings;
  }

  private static String url(TestServers servers, String server) {
    return servers.url(server, "start it with: servers/up " + server);
  }

  String type() {
    return type;
  }

  /** Returns one of its settings, which must be set. */
  String setting(String name) {
    return Objects.requireNonNull(settings.get(name), name);
  }

  /** Returns its API key, if it has one. */
  Optional<String> key() {
    return Optional.ofNullable(settings.get("key"));
  }

  /** Returns the variables by which an instance of a name is this store. */
  Map<String, String> environment(String instance) {
    String prefix = "RECOLLECT_BACKEND_" + instance.toUpperCase(Locale.ROOT) + "_";
    Map<String, String> variables = new HashMap<>();
    if (!instance.equals(type)) {
      variables.put(prefix + "TYPE", type);
    }
    settings.forEach((key, value) ->
        variables.put(prefix + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return variables;
  }

  @Override
  public void close() {
    switch (type) {
      case "lucene" -> {} // Its folder is a temporary one.
      case "pgvector" -> dropSchema();
      default -> dropCollections();
    }
  }

  private void dropSchema() {
    URI server = URI.create(setting("url"));
    String[] login = server.getUserInfo().split(":", 2);
    String address = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort();
    try (Connection connection =
            DriverManager.getConnection(address + server.getPath(), login[0], login[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + setting("schema") + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void dropCollections() {
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.id().equals(type))
            .findFirst()
            .orElseThrow();
    new ProviderSetup(provider.getClass(), settings, Path.of("unused")).dropCollections();
  }
}
