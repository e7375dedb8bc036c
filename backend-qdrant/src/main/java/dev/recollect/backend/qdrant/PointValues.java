package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.value.PayloadValue;
import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.NullValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Payload values as Qdrant keeps them: an object with the value below the name of its type, so that
 * types are told apart and every value can be indexed at any time, and what helps to compare it.
 */
final class PointValues {

  static final String TEXT = "text";
  static final String INTEGER = "int";
  static final String BOOLEAN = "bool";
  static final String TIME = "time";
  static final String TEXTS = "texts";

  /** A digest of a whole list, which is also there for an empty one. */
  static final String WHOLE = "whole";

  /** The halves of a double. */
  static final String HIGH = "high";

  static final String LOW = "low";

  /** A double for people to read; a text, since the server may fail to read the largest ones. */
  private static final String DOUBLE = "double";

  /** What a change of a payload sets to remove a key. */
  static final Value NULL = Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();

  private PointValues() {}

  /** Returns the value as it is kept. */
  static Value encode(PayloadValue value) {
    Struct.Builder struct = Struct.newBuilder();
    switch (value) {
      case PayloadValue.Text text -> struct.putFields(TEXT, of(text.value()));
      case PayloadValue.Int64 number -> struct.putFields(INTEGER, of(number.value()));
      case PayloadValue.Float64 number -> putDouble(struct, number.value());
      case PayloadValue.Bool bool ->
          struct.putFields(BOOLEAN, Value.newBuilder().setBoolValue(bool.value()).build());
      case PayloadValue.Moment moment -> struct.putFields(TIME, of(moment.value().toString()));
      case PayloadValue.TextList list -> {
        struct.putFields(TEXTS, of(list.values()));
        struct.putFields(WHOLE, of(digest(list.values())));
      }
    }
    return Value.newBuilder().setStructValue(struct).build();
  }

  private static void putDouble(Struct.Builder struct, double value) {
    long order = OrderedDouble.of(value);
    struct.putFields(DOUBLE, of(Double.toString(value)));
    struct.putFields(HIGH, of(OrderedDouble.high(order)));
    struct.putFields(LOW, of(OrderedDouble.low(order)));
  }

  static Value of(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value of(long number) {
    return Value.newBuilder().setIntegerValue(number).build();
  }

  private static Value of(List<String> texts) {
    ListValue.Builder list = ListValue.newBuilder();
    texts.forEach(text -> list.addValues(of(text)));
    return Value.newBuilder().setListValue(list).build();
  }

  /** Returns a digest by which whole lists are compared. */
  static String digest(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Returns the value that was kept.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static PayloadValue decode(Value kept) {
    Map<String, Value> fields = kept.getStructValue().getFieldsMap();
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      Value value = field.getValue();
      switch (field.getKey()) {
        case TEXT -> {
          return PayloadValue.of(value.getStringValue());
        }
        case INTEGER -> {
          return PayloadValue.of(value.getIntegerValue());
        }
        case BOOLEAN -> {
          return PayloadValue.of(value.getBoolValue());
        }
        case TIME -> {
          return PayloadValue.of(Instant.parse(value.getStringValue()));
        }
        case TEXTS -> {
          return PayloadValue.of(texts(value));
        }
        default -> {}
      }
    }
    return decodeDouble(fields);
  }

  private static PayloadValue decodeDouble(Map<String, Value> fields) {
    Value high = fields.get(HIGH);
    Value low = fields.get(LOW);
    if (high == null || low == null) {
      throw new IllegalArgumentException("a value of the types " + fields.keySet());
    }
    return PayloadValue.of(OrderedDouble.of(high.getIntegerValue(), low.getIntegerValue()));
  }

  private static List<String> texts(Value value) {
    return value.getListValue().getValuesList().stream().map(Value::getStringValue).toList();
  }
}
