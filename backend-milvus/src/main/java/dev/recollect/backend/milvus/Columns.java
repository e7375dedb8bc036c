package dev.recollect.backend.milvus;

import dev.recollect.memory.api.value.ReservedField;

/** The fields of a collection in Milvus. */
final class Columns {

  static final String KEY = "key";
  static final String SPACE = "space";
  static final String NAMESPACE = "namespace";
  static final String ID = "id";
  static final String PARENT = "parent";
  static final String PARENT_TERM = "parent_term";
  static final String PART = "part";
  static final String SEQUENCE = "sequence";
  static final String OCCURRED_AT = "occurred_at";
  static final String RECORDED_AT = "recorded_at";
  static final String VALID_FROM = "valid_from";
  static final String VALID_TO = "valid_to";
  static final String LOT = "lot";
  static final String TEXT = "text";
  static final String PAYLOAD = "payload";

  /** What filters compare for equality: every payload value as a term. */
  static final String TERMS = "terms";

  /** What filters compare otherwise: numbers that can be ordered, members of lists. */
  static final String VALUES = "payload_values";

  /** Bytes of the record, by which pages are cut. */
  static final String BYTES = "bytes";

  /** Stands for an absent sequence, which counts from 1. */
  static final long NO_SEQUENCE = 0;

  /** Stands for an absent instant; earlier than any. */
  static final long NO_MOMENT = -1_000_000_000_000_000_000L;

  private Columns() {}

  static String dense(String vector) {
    return "dense_" + vector;
  }

  static String sparse(String vector) {
    return "sparse_" + vector;
  }

  /** Returns the column of a reserved field that is a number. */
  static String number(ReservedField field) {
    return switch (field) {
      case PART -> PART;
      case OCCURRED_AT -> OCCURRED_AT;
      case RECORDED_AT -> RECORDED_AT;
      case SEQUENCE -> SEQUENCE;
      case VALID_FROM -> VALID_FROM;
      case VALID_TO -> VALID_TO;
      case LOT -> LOT;
      case PARENT -> throw new IllegalArgumentException("parent is no number");
    };
  }

  /** Returns what stands for an absent value of a reserved field that is a number. */
  static long absent(ReservedField field) {
    return field == ReservedField.SEQUENCE ? NO_SEQUENCE : NO_MOMENT;
  }

  static boolean mayBeAbsent(ReservedField field) {
    return field == ReservedField.SEQUENCE
        || field == ReservedField.VALID_FROM
        || field == ReservedField.VALID_TO;
  }
}
