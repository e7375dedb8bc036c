package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.value.PayloadType;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Payload fields as expressions over the column {@code payload}, typed, NULL where the field is
 * absent or of another type. Names of declared fields have letters, digits and underscores only.
 */
final class PayloadFields {

  /** Texts are indexed by so many characters: a key of an index may have 2,704 bytes. */
  static final int INDEXED_CHARACTERS = 200;

  private PayloadFields() {}

  /** Returns the value of a field. */
  static String value(String field, PayloadType type) {
    String text = "(payload -> '" + field + "' ->> '" + PayloadJson.tag(type) + "')";
    return switch (type) {
      case TEXT -> text;
      case INT64, INSTANT -> "(" + text + "::bigint)";
      case DOUBLE -> "(" + text + "::float8)";
      case BOOLEAN -> "(" + text + "::boolean)";
      case TEXT_LIST -> "(payload -> '" + field + "' -> '" + PayloadJson.tag(type) + "')";
    };
  }

  /** Returns what an index of the field holds; of a text its beginning. */
  static String indexed(String field, PayloadType type) {
    String value = value(field, type);
    return type == PayloadType.TEXT ? "left(" + value + ", " + INDEXED_CHARACTERS + ")" : value;
  }

  /** Returns whether a field of the type is worth an index. */
  static boolean indexable(PayloadType type) {
    return switch (type) {
      case TEXT, INT64, DOUBLE, INSTANT -> true;
      case BOOLEAN, TEXT_LIST -> false;
    };
  }

  /** Returns whether the index holds the whole of a text, so that nothing else need be compared. */
  static boolean whollyIndexed(String text) {
    return text.codePointCount(0, text.length()) < INDEXED_CHARACTERS;
  }

  /** Returns a name for the index of a field that fits and that no other field has. */
  static String indexName(String field) {
    CRC32 checksum = new CRC32();
    checksum.update(field.getBytes(StandardCharsets.UTF_8));
    String start = field.substring(0, Math.min(field.length(), 10));
    return start + "_" + Long.toHexString(checksum.getValue());
  }
}
