package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.value.Namespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Digests of namespaces, by which postings lie together. Part of the storage format. Two namespaces
 * that share one cost time and nothing else: what is found is compared with the namespace itself.
 */
final class Spaces {

  private Spaces() {}

  static long of(Namespace namespace) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(namespace.key().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static long[] of(Collection<Namespace> namespaces) {
    return namespaces.stream().mapToLong(Spaces::of).distinct().toArray();
  }
}
