package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.ReservedField;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in a point's payload things are. What is ours begins with an underscore, which no key of a
 * payload does.
 */
final class FieldPaths {

  static final String NAMESPACE = "_namespace";
  static final String ID = "_id";
  static final String TEXT = "_text";

  private FieldPaths() {}

  /** Returns the key of a reserved field. */
  static String reserved(ReservedField field) {
    return "_" + field.fieldName();
  }

  /** Returns the key of a declared or reserved field. */
  static String key(String field) {
    return ReservedField.named(field).map(FieldPaths::reserved).orElse(field);
  }

  /** Returns the path of the value that stands for a field's presence, and mostly its value. */
  static String main(String field, PayloadType type) {
    return key(field)
        + "."
        + switch (type) {
          case TEXT -> PointValues.TEXT;
          case INT64 -> PointValues.INTEGER;
          case DOUBLE -> PointValues.HIGH;
          case BOOLEAN -> PointValues.BOOLEAN;
          case INSTANT -> PointValues.TIME;
          case TEXT_LIST -> PointValues.WHOLE;
        };
  }

  /** Returns the path of a part of a field's value. */
  static String part(String field, String part) {
    return key(field) + "." + part;
  }

  /** Returns every path that conditions on a collection may name, with the type of its index. */
  static Map<String, PayloadSchemaType> indexed(CollectionSpec spec) {
    Map<String, PayloadSchemaType> paths = new TreeMap<>();
    paths.put(NAMESPACE, PayloadSchemaType.Keyword);
    for (ReservedField field : ReservedField.values()) {
      addIndexed(paths, field.fieldName(), field.type());
    }
    spec.fields().forEach((field, type) -> addIndexed(paths, field, type));
    return paths;
  }

  private static void addIndexed(
      Map<String, PayloadSchemaType> paths, String field, PayloadType type) {
    paths.put(main(field, type), schema(type));
    if (type == PayloadType.DOUBLE) {
      paths.put(part(field, PointValues.LOW), PayloadSchemaType.Integer);
    }
    if (type == PayloadType.TEXT_LIST) {
      paths.put(part(field, PointValues.TEXTS), PayloadSchemaType.Keyword);
    }
  }

  private static PayloadSchemaType schema(PayloadType type) {
    return switch (type) {
      case TEXT, TEXT_LIST -> PayloadSchemaType.Keyword;
      case INT64, DOUBLE -> PayloadSchemaType.Integer;
      case BOOLEAN -> PayloadSchemaType.Bool;
      case INSTANT -> PayloadSchemaType.Datetime;
    };
  }
}
