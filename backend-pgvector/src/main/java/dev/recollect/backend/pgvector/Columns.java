package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.ReservedField;

/** The columns of a record table that depend on a name; all of them safe without quotes. */
final class Columns {

  private Columns() {}

  static String dense(String vector) {
    return "dense_" + vector;
  }

  static String terms(String vector) {
    return "terms_" + vector;
  }

  static String weights(String vector) {
    return "weights_" + vector;
  }

  /** Returns the place of a sparse vector among those of a collection, which names its table. */
  static int ordinal(CollectionSpec spec, String vector) {
    return spec.sparseVectors().headSet(vector).size();
  }

  static String of(ReservedField field) {
    return switch (field) {
      case PARENT -> "parent";
      case PART -> "part";
      case OCCURRED_AT -> "occurred_at";
      case RECORDED_AT -> "recorded_at";
      case SEQUENCE -> "sequence";
      case VALID_FROM -> "valid_from";
      case VALID_TO -> "valid_to";
      case LOT -> "lot";
    };
  }
}
