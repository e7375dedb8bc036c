package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Whole numbers, however they are written. */
final class Numbers {

  private static final int DIGITS = 100;

  private Numbers() {}

  /** Returns a number as a whole one, if it is one, such as 5.0 or 1e3. */
  static Optional<JsonNode> whole(JsonNode number) {
    if (number.isIntegralNumber()) {
      return Optional.of(number);
    }
    BigDecimal value = number.decimalValue();
    boolean small = (long) value.precision() - value.scale() <= DIGITS;
    if (!small || value.remainder(BigDecimal.ONE).signum() != 0) {
      return Optional.empty();
    }
    return Optional.of(node(value.toBigInteger()));
  }

  private static JsonNode node(BigInteger whole) {
    return whole.bitLength() < Long.SIZE
        ? JsonNodeFactory.instance.numberNode(whole.longValue())
        : JsonNodeFactory.instance.numberNode(whole);
  }
}
