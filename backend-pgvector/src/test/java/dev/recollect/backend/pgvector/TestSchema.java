package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.tck.contract.ServerFixture;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.TcpProxy;
import dev.recollect.memory.tck.server.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A schema of the test server for one test, dropped in the end. Its backends reach the server
 * through a proxy that can hang and die.
 */
final class TestSchema extends ServerFixture {

  private final AddressParts server;
  private final String schema;

  private TestSchema(AddressParts server, String schema, Map<String, String> settings) {
    super(
        new PgvectorProvider(),
        TcpProxy.before(server.authority().orElseThrow()),
        port -> settings(server, port, schema, settings));
    this.server = server;
    this.schema = schema;
  }

  private static Map<String, String> settings(
      AddressParts server, int port, String schema, Map<String, String> given) {
    Map<String, String> all = new HashMap<>();
    all.put("host", "127.0.0.1");
    all.put("port", Integer.toString(port));
    all.put("database", server.database().orElseThrow());
    all.put("user", server.user().orElseThrow());
    all.put("password", server.password().orElseThrow());
    all.put("schema", schema);
    all.put("connection.timeout", "5s");
    all.putAll(given);
    return all;
  }

  static TestSchema create() {
    return create(Map.of());
  }

  /** Creates a schema whose backends have some settings that are not the defaults. */
  static TestSchema create(Map<String, String> settings) {
    return new TestSchema(
        AddressParts.parse(serverUrl()),
        "test_" + UUID.randomUUID().toString().replace("-", ""),
        settings);
  }

  static String serverUrl() {
    return TestServers.ofThisProcess().url("postgres", "servers/up postgres starts one");
  }

  String name() {
    return schema;
  }

  @Override
  public boolean wholeBatches() {
    return true;
  }

  /** Opens the sample collection. */
  static RecordCollection collection(Backend backend) {
    return backend.openCollection(SampleRecords.spec());
  }

  /** Runs statements on the server with the schema first on the path. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }

  /** Returns the first column of the first row of a query. */
  String value(String query) throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement();
        ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Connects to the server itself. */
  Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://"
                + server.authority().orElseThrow()
                + "/"
                + server.database().orElseThrow(),
            server.user().orElseThrow(),
            server.password().orElseThrow());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
    }
    return connection;
  }

  @Override
  public void close() {
    super.close();
    try {
      sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException("the schema of the test cannot be dropped", e);
    }
  }
}
