package dev.recollect.memory.api.filter;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one record: a tree of eight node types.
 *
 * <p>Two-valued: on an absent key {@link Equal}, {@link In}, {@link Range}, {@link Exists} and
 * {@link Contains} are false, and {@link Not} of them is true. Fields are declared payload keys or
 * {@linkplain dev.recollect.memory.api.value.ReservedField reserved fields}. Immutable.
 */
public sealed interface Filter {

  /**
   * The field is present and equals the value; text compares by code unit, lists as a whole.
   *
   * @param field name of the field
   * @param value what it must equal, of the field's type
   */
  record Equal(String field, PayloadValue value) implements Filter {}

  /**
   * The field is present and equals one of the values; false if there are none.
   *
   * @param field name of the field
   * @param values what it may equal, all of the field's type
   */
  record In(String field, List<PayloadValue> values) implements Filter {
    /** Copies the values. */
    public In {
      values = List.copyOf(values);
    }
  }

  /**
   * The field is present and lies between two bounds.
   *
   * @param field name of an integer, double or instant field
   * @param lower the lower bound, or null for none
   * @param upper the upper bound, or null for none
   */
  record Range(String field, @Nullable Bound lower, @Nullable Bound upper) implements Filter {
    /** Checks that there is a bound and that bounds have an order. */
    public Range {
      if (lower == null && upper == null) {
        throw MemoryException.invalid("range on '" + field + "' has no bound; use exists instead");
      }
      requireOrdered(field, lower);
      requireOrdered(field, upper);
    }

    private static void requireOrdered(String field, @Nullable Bound bound) {
      if (bound == null) {
        return;
      }
      PayloadType type = bound.value().type();
      if (type != PayloadType.INT64 && type != PayloadType.DOUBLE && type != PayloadType.INSTANT) {
        throw MemoryException.invalid(
            "range on '" + field + "' has a bound of type " + type + "; INT64, DOUBLE or INSTANT");
      }
    }
  }

  /**
   * The field is present.
   *
   * @param field name of the field
   */
  record Exists(String field) implements Filter {}

  /**
   * The field is present and is a list with the value as a member.
   *
   * @param field name of a list field
   * @param value the member; a text that no list can have is refused
   */
  record Contains(String field, String value) implements Filter {
    /** Checks the member. */
    public Contains {
      Texts.requireStorable("member of a list", value, Limits.PAYLOAD_BYTES);
    }
  }

  /**
   * All parts are true; true without parts.
   *
   * @param parts the conditions
   */
  record And(List<Filter> parts) implements Filter {
    /** Copies the parts. */
    public And {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one part is true; false without parts.
   *
   * @param parts the conditions
   */
  record Or(List<Filter> parts) implements Filter {
    /** Copies the parts. */
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The part is false.
   *
   * @param part the condition
   */
  record Not(Filter part) implements Filter {}

  /** Returns a filter that every record passes. */
  static Filter all() {
    return new And(List.of());
  }

  /** Returns {@code field = value}. */
  static Filter eq(String field, PayloadValue value) {
    return new Equal(field, value);
  }

  /** Returns {@code field = value} for text. */
  static Filter eq(String field, String value) {
    return new Equal(field, PayloadValue.of(value));
  }

  /** Returns {@code field = value} for integers. */
  static Filter eq(String field, long value) {
    return new Equal(field, PayloadValue.of(value));
  }

  /**
   * Returns the negation of {@link #eq(String, PayloadValue)}: also true where the field is absent.
   */
  static Filter ne(String field, PayloadValue value) {
    return new Not(new Equal(field, value));
  }

  /** Returns {@code field < value}. */
  static Filter lt(String field, PayloadValue value) {
    return new Range(field, null, new Bound(value, false));
  }

  /** Returns {@code field <= value}. */
  static Filter lte(String field, PayloadValue value) {
    return new Range(field, null, new Bound(value, true));
  }

  /** Returns {@code field > value}. */
  static Filter gt(String field, PayloadValue value) {
    return new Range(field, new Bound(value, false), null);
  }

  /** Returns {@code field >= value}. */
  static Filter gte(String field, PayloadValue value) {
    return new Range(field, new Bound(value, true), null);
  }

  /** Returns that the field equals one of the values. */
  static Filter in(String field, List<PayloadValue> values) {
    return new In(field, values);
  }

  /** Returns that the field is present. */
  static Filter exists(String field) {
    return new Exists(field);
  }

  /** Returns that the list field has the member. */
  static Filter contains(String field, String value) {
    return new Contains(field, value);
  }

  /** Returns the conjunction. */
  static Filter and(Filter... parts) {
    return new And(List.of(parts));
  }

  /** Returns the disjunction. */
  static Filter or(Filter... parts) {
    return new Or(List.of(parts));
  }

  /** Returns the negation. */
  static Filter not(Filter part) {
    return new Not(part);
  }
}
