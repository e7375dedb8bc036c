package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a condition of SQL over the record table, all values bound. SQL's NULL, which a
 * comparison with an absent field yields, is false wherever it counts: NOT is written {@code IS NOT
 * TRUE}.
 */
final class SqlFilter {

  private final Sql condition = new Sql();

  private SqlFilter() {}

  /** Returns the condition, in parentheses. */
  static Sql of(Filter filter) {
    SqlFilter builder = new SqlFilter();
    builder.append(filter);
    return builder.condition;
  }

  private void append(Filter filter) {
    switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> equal(field, value);
      case Filter.In(String field, List<PayloadValue> options) -> in(field, options);
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          range(field, lower, upper);
      case Filter.Exists(String field) -> exists(field);
      case Filter.Contains(String field, String member) ->
          condition.add("(" + PayloadFields.value(field, PayloadType.TEXT_LIST) + " ?? ?)", member);
      case Filter.And(List<Filter> parts) -> all(parts, " AND ", "true");
      case Filter.Or(List<Filter> parts) -> all(parts, " OR ", "false");
      case Filter.Not(Filter part) -> {
        condition.add("(");
        append(part);
        condition.add(" IS NOT TRUE)");
      }
    }
  }

  private void all(List<Filter> parts, String operator, String ofNone) {
    if (parts.isEmpty()) {
      condition.add("(").add(ofNone).add(")");
      return;
    }
    for (int index = 0; index < parts.size(); index++) {
      condition.add(index == 0 ? "(" : operator);
      append(parts.get(index));
    }
    condition.add(")");
  }

  private void equal(String field, PayloadValue value) {
    condition.add("(");
    if (indexedText(field, value)) {
      condition.add(PayloadFields.indexed(field, PayloadType.TEXT));
    } else {
      condition.add(expression(field, value.type()));
    }
    condition.add(
        value instanceof PayloadValue.TextList ? " = ?::jsonb)" : " = ?)", bound(field, value));
  }

  /** Returns whether what the index of a text field holds is all there is to compare. */
  private static boolean indexedText(String field, PayloadValue value) {
    return value instanceof PayloadValue.Text(String text)
        && ReservedField.named(field).isEmpty()
        && PayloadFields.whollyIndexed(text);
  }

  private void in(String field, List<PayloadValue> options) {
    if (options.isEmpty()) {
      condition.add("(false)");
      return;
    }
    PayloadType type = options.getFirst().type();
    boolean indexed = options.stream().allMatch(option -> indexedText(field, option));
    condition.add(
        "("
            + (indexed ? PayloadFields.indexed(field, type) : expression(field, type))
            + " = ANY(?::text[]::"
            + sqlType(field, type)
            + "[]))",
        (Object)
            options.stream().map(value -> bound(field, value).toString()).toArray(String[]::new));
  }

  private static String sqlType(String field, PayloadType type) {
    return switch (type) {
      case TEXT -> "text";
      case INT64 -> "bigint";
      case DOUBLE -> "float8";
      case BOOLEAN -> "boolean";
      case INSTANT -> ReservedField.named(field).isPresent() ? "timestamptz" : "bigint";
      case TEXT_LIST -> "jsonb";
    };
  }

  private void range(String field, @Nullable Bound lower, @Nullable Bound upper) {
    condition.add("(");
    if (lower != null) {
      bound(field, lower, '>');
    }
    if (lower != null && upper != null) {
      condition.add(" AND ");
    }
    if (upper != null) {
      bound(field, upper, '<');
    }
    condition.add(")");
  }

  private void bound(String field, Bound bound, char operator) {
    condition.add(
        expression(field, bound.value().type())
            + " "
            + operator
            + (bound.inclusive() ? "= ?" : " ?"),
        bound(field, bound.value()));
  }

  private void exists(String field) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent()) {
      condition.add("(" + Columns.of(reserved.get()) + " IS NOT NULL)");
    } else {
      condition.add("(payload ?? '" + field + "')");
    }
  }

  private static String expression(String field, PayloadType type) {
    return ReservedField.named(field)
        .map(Columns::of)
        .orElseGet(() -> PayloadFields.value(field, type));
  }

  /** What is bound for a value; instants are timestamps in columns and numbers in payloads. */
  private static Object bound(String field, PayloadValue value) {
    return switch (value) {
      case PayloadValue.Text(String text) -> text;
      case PayloadValue.Int64(long number) -> number;
      case PayloadValue.Float64(double number) -> number;
      case PayloadValue.Bool(boolean truth) -> truth;
      case PayloadValue.Moment moment ->
          ReservedField.named(field).isPresent()
              ? moment.value().atOffset(ZoneOffset.UTC)
              : moment.epochMicros();
      case PayloadValue.TextList list -> PayloadJson.encode(list);
    };
  }
}
