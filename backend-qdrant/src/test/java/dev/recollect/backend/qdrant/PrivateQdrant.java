package dev.recollect.backend.qdrant;

import dev.recollect.memory.tck.server.PrivateServer;
import java.util.Map;

/** The settings of backends on a Qdrant of a test's own. */
final class PrivateQdrant {

  private PrivateQdrant() {}

  static Map<String, String> settings(PrivateServer server) {
    return Map.of("url", server.url(), "key", server.key());
  }
}
