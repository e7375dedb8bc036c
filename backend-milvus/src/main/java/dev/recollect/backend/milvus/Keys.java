package dev.recollect.backend.milvus;

import dev.recollect.memory.api.value.Namespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What stands for namespaces and records where Milvus compares them: digests, in plain letters. */
final class Keys {

  /** Characters of a key. */
  static final int LENGTH = 43;

  private Keys() {}

  /** Returns the key of a record: a digest of the pair, the namespace led by its length. */
  static String record(Namespace namespace, String id) {
    byte[] space = namespace.key().getBytes(StandardCharsets.UTF_8);
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return key(
        ByteBuffer.allocate(Integer.BYTES + space.length + name.length)
            .putInt(space.length)
            .put(space)
            .put(name)
            .array());
  }

  /** Returns the key of a namespace. */
  static String space(Namespace namespace) {
    return key(namespace.key().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a text looks like a key. */
  static boolean isKey(String text) {
    return text.length() == LENGTH && text.chars().allMatch(Keys::isLetter);
  }

  private static boolean isLetter(int unit) {
    return (unit >= 'a' && unit <= 'z')
        || (unit >= 'A' && unit <= 'Z')
        || (unit >= '0' && unit <= '9')
        || unit == '-'
        || unit == '_';
  }

  private static String key(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(bytes));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
