package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.server.PrivateServer;
import java.util.Map;

/** The settings of backends on a PostgreSQL of a test's own. */
final class PrivatePostgres {

  private PrivatePostgres() {}

  static Map<String, String> settings(PrivateServer server) {
    return Map.of("url", server.url(), "connection.timeout", "5s");
  }
}
