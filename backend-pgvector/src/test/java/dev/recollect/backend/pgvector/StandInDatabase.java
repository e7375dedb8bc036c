package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.server.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A database of the test server with pgvector and, in place of PostgresML, the stand-in. */
final class StandInDatabase implements AutoCloseable {

  /** A name that the stand-in takes for a model, of 16 dimensions. */
  static final String TINY = "stand-in/tiny";

  private final AddressParts server;
  private final String name = "standin_" + UUID.randomUUID().toString().replace("-", "");

  private StandInDatabase(String url) {
    this.server = AddressParts.parse(url);
  }

  /** Creates the database without anything of PostgresML. */
  static StandInDatabase empty() {
    StandInDatabase database =
        new StandInDatabase(
            TestServers.ofThisProcess().url("postgres", "start it with: servers/up postgres"));
    database.admin("CREATE DATABASE " + database.name);
    database.run("CREATE EXTENSION vector");
    return database;
  }

  static StandInDatabase create() {
    StandInDatabase database = empty();
    database.run(script());
    return database;
  }

  private static String script() {
    try (InputStream file =
        Objects.requireNonNull(StandInDatabase.class.getResourceAsStream("/stand-in-pgml.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String authority() {
    return server.authority().orElseThrow();
  }

  String user() {
    return server.user().orElseThrow();
  }

  String password() {
    return server.password().orElseThrow();
  }

  String name() {
    return name;
  }

  /** Returns the address, with the password, by which a server or a proxy is reached. */
  String url(String through) {
    return "postgresql://" + user() + ":" + password() + "@" + through + "/" + name;
  }

  /** Returns the settings of a store in a schema of its own; the tiny model unless one is named. */
  Map<String, String> settings(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url(authority()));
    settings.put("schema", "test_" + UUID.randomUUID().toString().replace("-", ""));
    settings.put("transformer", TINY);
    for (int index = 0; index < namesAndValues.length; index += 2) {
      settings.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    return settings;
  }

  BackendFixture fixture(Map<String, String> settings) {
    return new ProviderFixture(new PostgresmlProvider(), settings);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + authority() + "/" + name, user(), password());
  }

  void run(String... statements) {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void admin(String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + authority() + "/" + server.database().orElseThrow(),
                user(),
                password());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how often pgml.embed was called. */
  long calls() {
    return count("pgml.stand_in_calls");
  }

  /** Returns how many texts were embedded. */
  long texts() {
    return count("pgml.stand_in_texts");
  }

  private long count(String sequence) {
    return number("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence);
  }

  long number(String query) {
    try (Connection connection = connect();
        Statement run = connection.createStatement();
        ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin("DROP DATABASE " + name + " WITH (FORCE)");
  }
}
