package dev.recollect.examples.shared;

import dev.recollect.memory.tck.server.TestServers;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/** A schema of the test server for one test, made by the example and dropped in the end. */
public final class PostgresSchema implements AutoCloseable {

  private final String url =
      TestServers.ofThisProcess().url("postgres", "servers/up postgres starts one");
  private final String schema = "examples_" + UUID.randomUUID().toString().replace("-", "");

  /** Returns the environment in which an example keeps everything in this schema. */
  public Map<String, String> environment() {
    return Map.of(
        "MEMORY_BACKEND",
        "pgvector",
        "RECOLLECT_BACKEND_PGVECTOR_URL",
        url,
        "RECOLLECT_BACKEND_PGVECTOR_SCHEMA",
        schema);
  }

  @Override
  public void close() {
    URI address = URI.create(url);
    String[] login = address.getUserInfo().split(":", 2);
    String jdbc =
        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
    try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
