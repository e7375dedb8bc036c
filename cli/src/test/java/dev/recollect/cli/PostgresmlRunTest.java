package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.tck.server.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a database that embeds; a stand-in does it in place of PostgresML. */
class PostgresmlRunTest {

  private static final Path STAND_IN =
      Path.of("..", "backend-pgvector", "src", "test", "resources", "stand-in-pgml.sql");

  @TempDir private Path home;

  private final String database = "standin_" + UUID.randomUUID().toString().replace("-", "");
  private URI server;

  @BeforeEach
  void createDatabase() throws IOException, SQLException {
    server =
        URI.create(
            TestServers.ofThisProcess().url("postgres", "start it with: servers/up postgres"));
    sql(server.getPath(), "CREATE DATABASE " + database);
    sql("/" + database, "CREATE EXTENSION vector");
    sql("/" + database, Files.readString(STAND_IN));
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    if (server != null) {
      sql(server.getPath(), "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
  }

  private void sql(String path, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + path,
                user(),
                password());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private String user() {
    return server.getUserInfo().split(":", 2)[0];
  }

  private String password() {
    return server.getUserInfo().split(":", 2)[1];
  }

  private CommandLineRun run(String input) {
    Map<String, String> environment =
        Map.of(
            "RECOLLECT_HOME", home.toString(),
            "POSTGRESML_HOST", server.getHost(),
            "POSTGRESML_PORT", Integer.toString(server.getPort()),
            "POSTGRESML_USERNAME", user(),
            "POSTGRESML_PASSWORD", password(),
            "POSTGRESML_DATABASE", database,
            "POSTGRESML_TABLENAME", "agents_",
            "POSTGRESML_TRANSFORMER", "stand-in/tiny");
    return CommandLineRun.of(
        environment, input, "run", "--agent", "ada", "--backend", "postgresml");
  }

  @Test
  void run_backendChosenByName_saysWhichMemoryAndModelAndRemembers() {
    CommandLineRun stated = run("My dog is called Biscuit.\n");
    assertThat(stated.code()).as(stated.error()).isZero();
    assertThat(stated.error().lines().findFirst().orElseThrow())
        .contains("state, recall, archival: postgresml (PostgreSQL")
        .contains(server.getHost() + ":" + server.getPort() + "/" + database)
        .contains("embedding: stand-in/tiny/postgresml")
        .doesNotContain("agents_");

    assertThat(run("What is my dog called?\n").output()).contains("Biscuit");
  }
}
