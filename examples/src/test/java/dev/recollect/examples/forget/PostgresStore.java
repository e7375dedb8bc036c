package dev.recollect.examples.forget;

import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.server.TestServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database of its own on the test server: all files of it, catalogs and indexes included. */
final class PostgresStore implements StoreUnderTest {

  private final URI server =
      URI.create(TestServers.ofThisProcess().url("postgres", "servers/up postgres starts one"));
  private final String name = "forget_" + UUID.randomUUID().toString().replace("-", "");

  PostgresStore() {
    run(server.getPath(), "CREATE DATABASE " + name + " TEMPLATE template0");
  }

  @Override
  public Recollect.Builder configure(Recollect.Builder builder) {
    String url = server.resolve("/" + name).toString();
    return builder
        .set("memory.recall.backend", "pgvector")
        .set("memory.archival.backend", "pgvector")
        .set("backend.pgvector.url", url);
  }

  /** Pages that the server has in memory alone are written first. */
  @Override
  public int filesWith(String text) {
    String files =
        "SELECT count(*) FROM (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = ?)"
            + " d, LATERAL pg_ls_dir(d.folder) AS file WHERE position(?::bytea IN"
            + " pg_read_binary_file(d.folder || '/' || file, 0, 1000000000, true)) > 0";
    try (Connection connection = connect("/" + name);
        Statement checkpoint = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(files)) {
      checkpoint.execute("CHECKPOINT");
      statement.setString(1, name);
      statement.setBytes(2, text.getBytes(StandardCharsets.UTF_8));
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(String path) throws SQLException {
    String[] login = server.getUserInfo().split(":", 2);
    String jdbc = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + path;
    return DriverManager.getConnection(jdbc, login[0], login[1]);
  }

  private void run(String path, String sql) {
    try (Connection connection = connect(path);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run(server.getPath(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}
