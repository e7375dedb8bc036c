package dev.recollect.benchmarks.pgvector;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.recollect.backend.pgvector.PgvectorProvider;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The server of the measurements and a schema in it. */
final class BenchmarkServer {

  static final String SCHEMA = "recollect_benchmark";

  private final String url;

  BenchmarkServer(String url) {
    this.url = url;
  }

  /** Opens the backend, with some settings that are not the defaults. */
  Backend open(Map<String, String> settings) {
    PgvectorProvider provider = new PgvectorProvider();
    Map<String, String> all = new HashMap<>(Map.of("url", url, "schema", SCHEMA));
    all.putAll(settings);
    return provider.open(
        new BackendContext(
            "benchmark",
            FakeSettings.of(provider.settings(), all),
            Clock.systemUTC(),
            Path.of("unused"),
            new IoExecutor("unused", 1)));
  }

  /** Returns a pool as an application would set it up, every connection knowing vectors. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(new VectorSource(url));
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** Runs statements, each by itself. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = new VectorSource(url).plain();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }

  private static final class VectorSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    VectorSource(String url) {
      URI address = URI.create(url);
      String[] login = address.getUserInfo().split(":", 2);
      setServerNames(new String[] {address.getHost()});
      setPortNumbers(new int[] {address.getPort()});
      setDatabaseName(address.getPath().substring(1));
      setUser(login[0]);
      setPassword(login[1]);
    }

    Connection plain() throws SQLException {
      return super.getConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      PGvector.registerTypes(connection);
      return connection;
    }
  }
}
