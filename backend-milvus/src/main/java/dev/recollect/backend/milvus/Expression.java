package dev.recollect.backend.milvus;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter as an expression of Milvus. Negations are carried down to the conditions, and each is
 * written so that it is true or false on every record, present field or not: what Milvus thinks of
 * absent values never shows.
 */
final class Expression {

  private static final String TRUE = Columns.PART + " >= 0";
  private static final String FALSE = Columns.PART + " < 0";

  /** Lower than every number of a reserved field; spares a literal that cannot be negated. */
  private static final long LOWEST = -100_000_000_000_000_000L;

  /** Milvus reads a chain as a tree as deep as it is long, and only so deep a tree. */
  private static final int CHAIN = 8;

  private static final String EMPTY_LIST = Terms.written(new PayloadValue.TextList(List.of()));

  private Expression() {}

  /** Returns the condition that a record is in one of the namespaces and passes. */
  static String of(Collection<Namespace> namespaces, Filter filter) {
    String inside = oneOf(Columns.SPACE, namespaces.stream().map(Keys::space).sorted().toList());
    return filter.equals(Filter.all()) ? inside : inside + " and " + write(filter, true);
  }

  /** Returns the condition that a record has one of the keys. */
  static String keys(Collection<String> keys) {
    return Columns.KEY + " in " + list(keys);
  }

  private static String oneOf(String column, List<String> plain) {
    return plain.size() == 1
        ? column + " == \"" + plain.getFirst() + "\""
        : column + " in " + list(plain);
  }

  private static String list(Collection<String> plain) {
    return "[\"" + String.join("\", \"", plain) + "\"]";
  }

  private static String write(Filter filter, boolean truth) {
    return switch (filter) {
      case Filter.And(List<Filter> parts) ->
          truth ? joined(" and ", parts, true, TRUE) : joined(" or ", parts, false, FALSE);
      case Filter.Or(List<Filter> parts) ->
          truth ? joined(" or ", parts, true, FALSE) : joined(" and ", parts, false, TRUE);
      case Filter.Not(Filter part) -> write(part, !truth);
      case Filter.Equal(String field, PayloadValue value) -> in(field, List.of(value), truth);
      case Filter.In(String field, List<PayloadValue> values) -> in(field, values, truth);
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          range(field, lower, upper, truth);
      case Filter.Exists(String field) -> exists(field, truth);
      case Filter.Contains(String field, String member) -> contains(field, member, truth);
    };
  }

  private static String joined(String by, List<Filter> parts, boolean truth, String ofNone) {
    List<String> written = new ArrayList<>();
    parts.forEach(part -> written.add(write(part, truth)));
    return joined(by, written, ofNone);
  }

  private static String joined(String by, List<String> parts, String ofNone) {
    if (parts.isEmpty()) {
      return "(" + ofNone + ")";
    }
    if (parts.size() <= CHAIN) {
      return "(" + String.join(by, parts) + ")";
    }
    int middle = parts.size() / 2;
    return "("
        + joined(by, parts.subList(0, middle), ofNone)
        + by
        + joined(by, parts.subList(middle, parts.size()), ofNone)
        + ")";
  }

  private static String in(String field, List<PayloadValue> values, boolean truth) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent() && reserved.get() == ReservedField.PARENT) {
      return among(Columns.PARENT_TERM, quoted(values), truth);
    }
    if (reserved.isPresent()) {
      return among(Columns.number(reserved.get()), numbers(reserved.get(), values), truth);
    }
    List<String> terms = new ArrayList<>();
    for (PayloadValue value : values) {
      terms.add(hasTerm(Terms.term(field, value), truth));
    }
    return truth ? joined(" or ", terms, FALSE) : joined(" and ", terms, TRUE);
  }

  private static List<String> quoted(List<PayloadValue> values) {
    return values.stream().map(value -> "\"" + Terms.written(value) + "\"").distinct().toList();
  }

  /** What stands for an absent value is none that can be asked for. */
  private static List<String> numbers(ReservedField field, List<PayloadValue> values) {
    return values.stream()
        .map(Expression::number)
        .filter(number -> number > LOWEST)
        .filter(number -> !Columns.mayBeAbsent(field) || number != Columns.absent(field))
        .map(number -> Long.toString(number))
        .distinct()
        .toList();
  }

  private static String among(String column, List<String> literals, boolean truth) {
    if (literals.isEmpty()) {
      return truth ? "(" + FALSE + ")" : "(" + TRUE + ")";
    }
    if (literals.size() == 1) {
      return "(" + column + (truth ? " == " : " != ") + literals.getFirst() + ")";
    }
    return "(" + column + (truth ? " in [" : " not in [") + String.join(", ", literals) + "])";
  }

  private static String hasTerm(String term, boolean truth) {
    return like("%," + term + ",%", truth);
  }

  private static String like(String pattern, boolean truth) {
    return "("
        + (truth ? "" : "not (")
        + Columns.TERMS
        + " like \""
        + pattern
        + "\""
        + (truth ? ")" : "))");
  }

  private static String hasType(String field, PayloadType type, boolean truth) {
    return like("%," + Terms.start(field, type) + "%", truth);
  }

  private static String exists(String field, boolean truth) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isEmpty()) {
      return like("%" + Terms.anyStart(field) + "%", truth);
    }
    if (!Columns.mayBeAbsent(reserved.get())) {
      return "(" + (truth ? TRUE : FALSE) + ")";
    }
    return "(" + isPresent(reserved.get(), truth) + ")";
  }

  private static String isPresent(ReservedField field, boolean truth) {
    return Columns.number(field) + (truth ? " != " : " == ") + Columns.absent(field);
  }

  private static String contains(String field, String member, boolean truth) {
    String has =
        "json_contains("
            + path(field, PayloadType.TEXT_LIST)
            + ", \""
            + Terms.written(member)
            + "\")";
    if (truth) {
      return "(" + has + ")";
    }
    String empty = Terms.start(field, PayloadType.TEXT_LIST) + EMPTY_LIST;
    return "("
        + hasType(field, PayloadType.TEXT_LIST, false)
        + " or "
        + hasTerm(empty, true)
        + " or not ("
        + has
        + "))";
  }

  private static String path(String field, PayloadType type) {
    return Columns.VALUES + "[\"" + Terms.name(field, type) + "\"]";
  }

  private static String range(
      String field, @Nullable Bound lower, @Nullable Bound upper, boolean truth) {
    List<String> bounds = new ArrayList<>();
    if (lower != null) {
      bounds.add(bound(field, lower, truth ? '>' : '<', truth == lower.inclusive()));
    }
    if (upper != null) {
      bounds.add(bound(field, upper, truth ? '<' : '>', truth == upper.inclusive()));
    }
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent() && Columns.mayBeAbsent(reserved.get())) {
      bounds.add(isPresent(reserved.get(), truth));
    }
    if (reserved.isEmpty() && !truth) {
      Bound any = lower != null ? lower : Objects.requireNonNull(upper);
      bounds.add(hasType(field, any.value().type(), false));
    }
    return "(" + String.join(truth ? " and " : " or ", bounds) + ")";
  }

  private static String bound(String field, Bound bound, char operator, boolean inclusive) {
    String comparison = " " + operator + (inclusive ? "= " : " ");
    return ReservedField.named(field)
        .map(reserved ->
            Columns.number(reserved) + comparison + Math.max(LOWEST, number(bound.value())))
        .orElseGet(() ->
            path(field, bound.value().type())
                + comparison
                + "\""
                + Terms.written(bound.value())
                + "\"");
  }

  private static long number(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Int64(long number) -> number;
      case PayloadValue.Moment moment -> moment.epochMicros();
      case PayloadValue.Text ignored -> throw notANumber(value);
      case PayloadValue.Float64 ignored -> throw notANumber(value);
      case PayloadValue.Bool ignored -> throw notANumber(value);
      case PayloadValue.TextList ignored -> throw notANumber(value);
    };
  }

  private static IllegalArgumentException notANumber(PayloadValue value) {
    return new IllegalArgumentException(value.type() + " passed the checks of a number");
  }
}
