package dev.recollect.backend.milvus;

import java.nio.file.Path;
import java.util.Optional;

/** Where a store lies. */
sealed interface Location {

  /**
   * In a folder, served by a Milvus Lite of our own.
   *
   * @param folder the data
   * @param program what to run
   */
  record Lite(Path folder, String program) implements Location {}

  /**
   * On a server.
   *
   * @param host its name
   * @param port its port
   * @param encrypted whether by TLS
   * @param certificates who may have signed its certificate; whom the JDK trusts if empty
   */
  record Server(String host, int port, boolean encrypted, Optional<Path> certificates)
      implements Location {

    /** Returns host and port as users write them. */
    String address() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
