package dev.recollect.backend.lucene;

import dev.recollect.memory.api.value.PayloadType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;

/** The names of the index's fields and the bytes of its terms. */
final class IndexFields {

  /** The version of everything this class and {@link IndexDocuments} write. */
  static final int VERSION = 1;

  /** Term: namespace ordinal and id; by it documents are replaced and deleted. */
  static final String KEY = "_key";

  /** Term and number: the ordinal of the namespace. */
  static final String NAMESPACE = "_namespace";

  /** Term a field that the record has, reserved ones included. */
  static final String EXISTS = "_exists";

  /** Bytes for candidates. */
  static final String ID = "_id";

  /** Bytes for candidates; absent if it equals the id. */
  static final String PARENT = "_parent";

  /** Number for candidates; absent if it is 0. */
  static final String PART = "_part";

  /** Number for candidates; absent for records that are no messages. */
  static final String SEQUENCE = "_sequence";

  private IndexFields() {}

  static String dense(String vector) {
    return "dense." + vector;
  }

  static String sparse(String vector) {
    return "sparse." + vector;
  }

  /** Returns the field that holds a record's values of one type; of a list, its members. */
  static String value(String field, PayloadType type) {
    return PayloadJson.tag(type) + "." + field;
  }

  /** Returns the field that holds lists as a whole. */
  static String wholeList(String field) {
    return "w." + field;
  }

  static BytesRef key(int namespace, String id) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    return new BytesRef(
        ByteBuffer.allocate(Integer.BYTES + text.length).putInt(namespace).put(text).array());
  }

  static BytesRef namespace(int ordinal) {
    return new BytesRef(ByteBuffer.allocate(Integer.BYTES).putInt(ordinal).array());
  }

  /**
   * Returns a term of a sparse vector: each namespace has its own, so that a search reads no
   * others.
   */
  static BytesRef sparseTerm(int namespace, int term) {
    return new BytesRef(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(namespace).putInt(term).array());
  }
}
