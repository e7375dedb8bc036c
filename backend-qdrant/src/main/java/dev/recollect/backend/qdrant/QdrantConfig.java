package dev.recollect.backend.qdrant;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say.
 *
 * @param address where the server is
 * @param key what proves who calls, if the server asks for that
 * @param tlsRoot file with the certificates that may sign the server's; the JDK's if null
 * @param prefix what the names of all collections begin with
 * @param connectionTimeout how long opening the store may take
 * @param timeout how long a call may take that has no deadline of its own
 * @param batch how writes are cut
 * @param index how collections are created and searched
 */
record QdrantConfig(
    ServerAddress address,
    Key key,
    @Nullable Path tlsRoot,
    String prefix,
    Duration connectionTimeout,
    Duration timeout,
    BatchSize batch,
    IndexConfig index) {

  /**
   * The API key, which does not print.
   *
   * @param secret the key; null for none
   */
  record Key(@Nullable String secret) {
    Optional<String> value() {
      return Optional.ofNullable(secret);
    }

    @Override
    public String toString() {
      return secret == null ? "none" : "***";
    }
  }

  /**
   * The most that one request carries.
   *
   * @param records number of records
   * @param bytes size of the records in the request; one that is larger goes alone
   */
  record BatchSize(int records, long bytes) {}

  /** Returns this configuration with another address. */
  QdrantConfig at(ServerAddress other) {
    return new QdrantConfig(other, key, tlsRoot, prefix, connectionTimeout, timeout, batch, index);
  }
}
