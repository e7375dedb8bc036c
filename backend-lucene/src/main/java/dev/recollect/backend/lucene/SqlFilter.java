package dev.recollect.backend.lucene;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a condition of SQL over the record table, all values bound. SQL's NULL, which a
 * comparison with an absent field yields, is false wherever it counts: NOT is written {@code IS NOT
 * TRUE}.
 */
final class SqlFilter {

  private final StringBuilder condition = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  SqlFilter(Filter filter) {
    append(filter);
  }

  /** Returns the condition, in parentheses. */
  String condition() {
    return condition.toString();
  }

  /** Returns the values of its question marks, in their order. */
  List<Object> values() {
    return values;
  }

  private void append(Filter filter) {
    switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> {
        condition.append('(');
        field(field, value.type());
        condition.append(" = ");
        value(value);
        condition.append(')');
      }
      case Filter.In(String field, List<PayloadValue> options) -> in(field, options);
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          range(field, lower, upper);
      case Filter.Exists(String field) -> exists(field);
      case Filter.Contains(String field, String member) -> {
        condition.append("EXISTS(SELECT 1 FROM json_each(payload, ?) WHERE value = ?)");
        values.add(path(field, PayloadType.TEXT_LIST));
        values.add(member);
      }
      case Filter.And(List<Filter> parts) -> all(parts, " AND ", "1");
      case Filter.Or(List<Filter> parts) -> all(parts, " OR ", "0");
      case Filter.Not(Filter part) -> {
        condition.append('(');
        append(part);
        condition.append(" IS NOT TRUE)");
      }
    }
  }

  /**
   * Halves the parts again and again: SQLite allows a depth of 1,000, and a chain has its length.
   */
  private void all(List<Filter> parts, String operator, String ofNone) {
    if (parts.isEmpty()) {
      condition.append('(').append(ofNone).append(')');
    } else if (parts.size() == 1) {
      append(parts.getFirst());
    } else {
      int middle = parts.size() / 2;
      condition.append('(');
      all(parts.subList(0, middle), operator, ofNone);
      condition.append(operator);
      all(parts.subList(middle, parts.size()), operator, ofNone);
      condition.append(')');
    }
  }

  private void in(String field, List<PayloadValue> options) {
    if (options.isEmpty()) {
      condition.append("(0)");
      return;
    }
    condition.append('(');
    field(field, options.getFirst().type());
    condition.append(" IN (");
    for (int index = 0; index < options.size(); index++) {
      condition.append(index == 0 ? "" : ",");
      value(options.get(index));
    }
    condition.append("))");
  }

  private void range(String field, @Nullable Bound lower, @Nullable Bound upper) {
    condition.append('(');
    if (lower != null) {
      bound(field, lower, '>');
    }
    if (lower != null && upper != null) {
      condition.append(" AND ");
    }
    if (upper != null) {
      bound(field, upper, '<');
    }
    condition.append(')');
  }

  private void bound(String field, Bound bound, char operator) {
    field(field, bound.value().type());
    condition.append(' ').append(operator).append(bound.inclusive() ? "= " : " ");
    value(bound.value());
  }

  private void exists(String field) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent()) {
      condition.append('(').append(column(reserved.get())).append(" IS NOT NULL)");
    } else {
      condition.append("(json_type(payload, ?) IS NOT NULL)");
      values.add("$." + field);
    }
  }

  private void field(String field, PayloadType type) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent()) {
      condition.append(column(reserved.get()));
    } else {
      condition.append("json_extract(payload, ?)");
      values.add(path(field, type));
    }
  }

  /** A path with the type's tag, so that a value of another type is absent. */
  private static String path(String field, PayloadType type) {
    return "$." + field + "." + PayloadJson.tag(type);
  }

  private static String column(ReservedField field) {
    return switch (field) {
      case PARENT -> "parent";
      case PART -> "part";
      case OCCURRED_AT -> "occurred";
      case RECORDED_AT -> "recorded";
      case SEQUENCE -> "sequence";
      case VALID_FROM -> "valid_from";
      case VALID_TO -> "valid_to";
      case LOT -> "lot";
    };
  }

  private void value(PayloadValue value) {
    condition.append('?');
    values.add(
        switch (value) {
          case PayloadValue.Text(String text) -> text;
          case PayloadValue.Int64(long number) -> number;
          case PayloadValue.Float64(double number) -> PayloadJson.sortable(number);
          case PayloadValue.Bool(boolean truth) -> truth ? 1 : 0;
          case PayloadValue.Moment moment -> moment.epochMicros();
          case PayloadValue.TextList(List<String> texts) -> PayloadJson.encodeList(texts);
        });
  }
}
