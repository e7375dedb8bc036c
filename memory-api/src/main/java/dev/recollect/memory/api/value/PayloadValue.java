package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A typed value of a payload. Every store returns it with the type and value it was given. */
public sealed interface PayloadValue {

  /** Returns the type of this value. */
  PayloadType type();

  /** Returns how many bytes the value counts towards {@link Limits#PAYLOAD_BYTES}. */
  int bytes();

  /** Returns a text value. */
  static PayloadValue of(String value) {
    return new Text(value);
  }

  /** Returns an integer value. */
  static PayloadValue of(long value) {
    return new Int64(value);
  }

  /** Returns a double value; negative zero becomes zero. */
  static PayloadValue of(double value) {
    return new Float64(value);
  }

  /** Returns a boolean value. */
  static PayloadValue of(boolean value) {
    return new Bool(value);
  }

  /** Returns an instant value, cut to microseconds. */
  static PayloadValue of(Instant value) {
    return new Moment(value);
  }

  /** Returns a list of text. */
  static PayloadValue of(List<String> values) {
    return new TextList(values);
  }

  /**
   * Text.
   *
   * @param value storable text, may be empty
   */
  record Text(String value) implements PayloadValue {
    /** Checks that every store can keep the text. */
    public Text {
      Texts.requireStorable("payload text", value, Limits.PAYLOAD_BYTES);
    }

    @Override
    public PayloadType type() {
      return PayloadType.TEXT;
    }

    @Override
    public int bytes() {
      return (int) Texts.utf8Length("payload text", value);
    }
  }

  /**
   * A signed integer of 64 bits.
   *
   * @param value any long
   */
  record Int64(long value) implements PayloadValue {
    @Override
    public PayloadType type() {
      return PayloadType.INT64;
    }

    @Override
    public int bytes() {
      return Long.BYTES;
    }
  }

  /**
   * A finite double.
   *
   * @param value finite; negative zero becomes zero
   */
  record Float64(double value) implements PayloadValue {
    /** Refuses NaN and infinities. */
    public Float64 {
      if (!Double.isFinite(value)) {
        throw MemoryException.invalid("payload double is " + value + "; it must be finite");
      }
      value = value == 0.0 ? 0.0 : value;
    }

    @Override
    public PayloadType type() {
      return PayloadType.DOUBLE;
    }

    @Override
    public int bytes() {
      return Double.BYTES;
    }
  }

  /**
   * True or false.
   *
   * @param value the value
   */
  record Bool(boolean value) implements PayloadValue {
    @Override
    public PayloadType type() {
      return PayloadType.BOOLEAN;
    }

    @Override
    public int bytes() {
      return 1;
    }
  }

  /**
   * An instant in UTC.
   *
   * @param value between the years 1 and 9999, cut to microseconds
   */
  record Moment(Instant value) implements PayloadValue {
    /** Cuts to microseconds and checks the range. */
    public Moment {
      value = Moments.requireStorable("payload instant", value);
    }

    /** Returns the microseconds since 1970-01-01T00:00:00Z. */
    public long epochMicros() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, value);
    }

    /** Returns the value of the given microseconds since 1970-01-01T00:00:00Z. */
    public static Moment ofEpochMicros(long micros) {
      return new Moment(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    @Override
    public PayloadType type() {
      return PayloadType.INSTANT;
    }

    @Override
    public int bytes() {
      return Long.BYTES;
    }
  }

  /**
   * A list of text.
   *
   * @param values storable texts, may be empty; order and repetition are kept
   */
  record TextList(List<String> values) implements PayloadValue {
    /** Copies and checks the texts. */
    public TextList {
      values = List.copyOf(values);
      values.forEach(text -> Texts.requireStorable("payload text", text, Limits.PAYLOAD_BYTES));
    }

    @Override
    public PayloadType type() {
      return PayloadType.TEXT_LIST;
    }

    @Override
    public int bytes() {
      long sum = 0;
      for (String text : values) {
        sum += 2 + Texts.utf8Length("payload text", text);
      }
      return (int) Math.min(Integer.MAX_VALUE, sum);
    }
  }
}
