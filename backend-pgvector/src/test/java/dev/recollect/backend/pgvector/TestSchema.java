package dev.recollect.backend.pgvector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A schema of the test server for one test, dropped in the end. */
final class TestSchema implements BackendFixture {

  private final String url;
  private final String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
  private final ProviderFixture provider;

  private TestSchema(String url, Map<String, String> settings) {
    this.url = url;
    Map<String, String> all = new HashMap<>(settings);
    all.put("url", url);
    all.put("schema", schema);
    this.provider = new ProviderFixture(new PgvectorProvider(), all);
  }

  static TestSchema create(Map<String, String> settings) {
    String url = System.getenv("RECOLLECT_TEST_POSTGRES_URL");
    assumeTrue(url != null, "no PostgreSQL: RECOLLECT_TEST_POSTGRES_URL is not set");
    return new TestSchema(url, settings);
  }

  String name() {
    return schema;
  }

  @Override
  public Backend open() {
    return provider.open();
  }

  /** Runs statements with the schema first on the path. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }

  Connection connect() throws SQLException {
    AddressParts parts = AddressParts.parse(url);
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://"
                + parts.authority().orElseThrow()
                + "/"
                + parts.database().orElseThrow(),
            parts.user().orElseThrow(),
            parts.password().orElseThrow());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
    }
    return connection;
  }

  @Override
  public void close() {
    provider.close();
    try {
      sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
