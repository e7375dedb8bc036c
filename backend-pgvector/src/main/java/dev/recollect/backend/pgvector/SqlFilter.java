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
      case Filter.Equal(String field, PayloadValue value) -> {
        field(field, value.type());
        value(field, " = ", value);
      }
      case Filter.In(String field, List<PayloadValue> options) -> in(field, options);
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          range(field, lower, upper);
      case Filter.Exists(String field) -> exists(field);
      case Filter.Contains(String field, String member) ->
          condition.add("((" + path(field, PayloadType.TEXT_LIST) + ") ?? ?)", member);
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

  private void in(String field, List<PayloadValue> options) {
    if (options.isEmpty()) {
      condition.add("(false)");
      return;
    }
    PayloadType type = options.getFirst().type();
    field(field, type);
    if (ReservedField.named(field).isPresent()) {
      condition.add(
          " = ANY(?::" + columnType(type) + "[]))",
          (Object) options.stream().map(value -> plain(value).toString()).toArray(String[]::new));
    } else {
      condition.add(
          " = ANY(?::text[]::jsonb[]))",
          (Object) options.stream().map(PayloadJson::encode).toArray(String[]::new));
    }
  }

  private void range(String field, @Nullable Bound lower, @Nullable Bound upper) {
    condition.add("(");
    if (lower != null) {
      field(field, lower.value().type());
      value(field, lower.inclusive() ? " >= " : " > ", lower.value());
    }
    if (lower != null && upper != null) {
      condition.add(" AND ");
    }
    if (upper != null) {
      field(field, upper.value().type());
      value(field, upper.inclusive() ? " <= " : " < ", upper.value());
    }
    condition.add(")");
  }

  private void exists(String field) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    if (reserved.isPresent()) {
      condition.add("(" + Columns.of(reserved.get()) + " IS NOT NULL)");
    } else {
      condition.add("(payload ?? '" + field + "')");
    }
  }

  private void field(String field, PayloadType type) {
    Optional<ReservedField> reserved = ReservedField.named(field);
    condition.add("(" + (reserved.isPresent() ? Columns.of(reserved.get()) : path(field, type)));
  }

  /**
   * A path with the type's tag, so that a value of another type is absent. The name of a declared
   * field has letters, digits and underscores only.
   */
  private static String path(String field, PayloadType type) {
    return "payload -> '" + field + "' -> '" + PayloadJson.tag(type) + "'";
  }

  private void value(String field, String operator, PayloadValue value) {
    if (ReservedField.named(field).isPresent()) {
      condition.add(operator).add("?)", plain(value));
    } else {
      condition.add(operator).add("?::jsonb)", PayloadJson.encode(value));
    }
  }

  private static Object plain(PayloadValue value) {
    return switch (value) {
      case PayloadValue.Text(String text) -> text;
      case PayloadValue.Int64(long number) -> number;
      case PayloadValue.Moment moment -> moment.value().atOffset(ZoneOffset.UTC);
      case PayloadValue.Float64 ignored -> throw unreserved(value);
      case PayloadValue.Bool ignored -> throw unreserved(value);
      case PayloadValue.TextList ignored -> throw unreserved(value);
    };
  }

  private static String columnType(PayloadType type) {
    return switch (type) {
      case TEXT -> "text";
      case INT64 -> "bigint";
      case INSTANT -> "timestamptz";
      case DOUBLE, BOOLEAN, TEXT_LIST -> throw new IllegalStateException("no column has " + type);
    };
  }

  private static IllegalStateException unreserved(PayloadValue value) {
    return new IllegalStateException("no reserved field has " + value.type());
  }
}
