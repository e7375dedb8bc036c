package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.tck.contract.ProviderSetup;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An empty database of the test server, without pgvector, and roles; all dropped in the end. */
final class TestDatabase implements AutoCloseable {

  private final AddressParts server = AddressParts.parse(TestSchema.serverUrl());
  private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
  private final List<String> roles = new ArrayList<>();

  private TestDatabase() {}

  static TestDatabase create() {
    return create("UTF8");
  }

  static TestDatabase create(String encoding) {
    TestDatabase database = new TestDatabase();
    database.onServer(
        "CREATE DATABASE "
            + database.name
            + " TEMPLATE template0 LOCALE 'C' ENCODING '"
            + encoding
            + "'");
    return database;
  }

  String name() {
    return name;
  }

  /** Creates a role that may connect and nothing else; its password is its name. */
  String role() {
    String role = name + "_role" + roles.size();
    onServer("CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'");
    roles.add(role);
    return role;
  }

  /** Returns the settings that lead here as the administrator of the test server. */
  Map<String, String> settings() {
    String[] address = server.authority().orElseThrow().split(":", 2);
    Map<String, String> settings = new HashMap<>();
    settings.put("host", address[0]);
    settings.put("port", address[1]);
    settings.put("database", name);
    settings.put("user", server.user().orElseThrow());
    settings.put("password", server.password().orElseThrow());
    return settings;
  }

  /** Returns the settings that lead here as a role. */
  Map<String, String> settings(String role) {
    Map<String, String> settings = settings();
    settings.put("user", role);
    settings.put("password", role);
    return settings;
  }

  /** Returns the address that leads here as the administrator, with the password. */
  String url() {
    return "postgresql://%s:%s@%s/%s"
        .formatted(
            server.user().orElseThrow(),
            server.password().orElseThrow(),
            server.authority().orElseThrow(),
            name);
  }

  /** Opens a backend with settings. */
  static Backend open(Map<String, String> settings) {
    return new ProviderSetup(PgvectorProvider.class, settings, Path.of("unused")).open();
  }

  /** Runs statements here as the administrator. */
  void sql(String... statements) {
    run(name, statements);
  }

  private void onServer(String... statements) {
    run(server.database().orElseThrow(), statements);
  }

  /** Returns the first column of a query. */
  List<String> texts(String query) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + server.authority().orElseThrow() + "/" + database,
        server.user().orElseThrow(),
        server.password().orElseThrow());
  }

  private void run(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    onServer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    roles.forEach(role -> onServer("DROP ROLE " + role));
  }
}
