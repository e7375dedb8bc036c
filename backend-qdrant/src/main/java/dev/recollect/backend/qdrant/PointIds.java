package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.value.Namespace;
import io.qdrant.client.grpc.Common.PointId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of points: Qdrant knows numbers and UUIDs only, so a record's is the UUID of version 5 of its
 * namespace and id, each behind its length. Part of the storage format: it never changes.
 */
final class PointIds {

  /** The space in which the UUIDs are made. */
  private static final UUID SPACE = UUID.fromString("5b8f2f0e-6a0c-5d3e-9d0b-1f4a7c2e9b61");

  private PointIds() {}

  /** Returns the id of the point of a record. */
  static PointId of(Namespace namespace, String id) {
    return PointId.newBuilder().setUuid(uuid(namespace, id).toString()).build();
  }

  static UUID uuid(Namespace namespace, String id) {
    byte[] first = namespace.key().getBytes(StandardCharsets.UTF_8);
    byte[] second = id.getBytes(StandardCharsets.UTF_8);
    ByteBuffer name =
        ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES + first.length + second.length)
            .putLong(SPACE.getMostSignificantBits())
            .putLong(SPACE.getLeastSignificantBits())
            .putInt(first.length)
            .put(first)
            .putInt(second.length)
            .put(second);
    ByteBuffer digest = ByteBuffer.wrap(sha1().digest(name.array()));
    long high = (digest.getLong() & ~0xf000L) | 0x5000L;
    long low = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
