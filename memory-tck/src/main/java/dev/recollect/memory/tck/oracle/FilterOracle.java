package dev.recollect.memory.tck.oracle;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.Optional;

/** Evaluates a filter on a record as the documentation of {@link Filter} reads, word by word. */
public final class FilterOracle {

  private FilterOracle() {}

  /** Returns whether the record passes the filter. */
  public static boolean matches(Filter filter, MemoryRecord record) {
    if (filter instanceof Filter.Not not) {
      return !matches(not.part(), record);
    }
    if (filter instanceof Filter.And and) {
      return and.parts().stream().allMatch(part -> matches(part, record));
    }
    if (filter instanceof Filter.Or or) {
      return or.parts().stream().anyMatch(part -> matches(part, record));
    }
    return leafMatches(filter, record);
  }

  private static boolean leafMatches(Filter leaf, MemoryRecord record) {
    Optional<PayloadValue> value = record.field(fieldOf(leaf));
    if (value.isEmpty()) {
      return false;
    }
    return switch (leaf) {
      case Filter.Equal equal -> value.get().equals(equal.value());
      case Filter.In in -> in.values().contains(value.get());
      case Filter.Exists ignored -> true;
      case Filter.Contains contains -> isMember(value.get(), contains.value());
      case Filter.Range range -> isWithin(value.get(), range);
      case Filter.And ignored -> throw new IllegalStateException("and is no leaf");
      case Filter.Or ignored -> throw new IllegalStateException("or is no leaf");
      case Filter.Not ignored -> throw new IllegalStateException("not is no leaf");
    };
  }

  private static String fieldOf(Filter leaf) {
    return switch (leaf) {
      case Filter.Equal equal -> equal.field();
      case Filter.In in -> in.field();
      case Filter.Exists exists -> exists.field();
      case Filter.Contains contains -> contains.field();
      case Filter.Range range -> range.field();
      case Filter.And ignored -> throw new IllegalStateException("and has no field");
      case Filter.Or ignored -> throw new IllegalStateException("or has no field");
      case Filter.Not ignored -> throw new IllegalStateException("not has no field");
    };
  }

  private static boolean isMember(PayloadValue value, String member) {
    return value instanceof PayloadValue.TextList list && list.values().contains(member);
  }

  private static boolean isWithin(PayloadValue value, Filter.Range range) {
    Bound lower = range.lower();
    if (lower != null) {
      int order = compare(value, lower.value());
      if (order < 0 || (order == 0 && !lower.inclusive())) {
        return false;
      }
    }
    Bound upper = range.upper();
    if (upper != null) {
      int order = compare(value, upper.value());
      return order < 0 || (order == 0 && upper.inclusive());
    }
    return true;
  }

  private static int compare(PayloadValue left, PayloadValue right) {
    return switch (left) {
      case PayloadValue.Int64 number ->
          Long.compare(number.value(), ((PayloadValue.Int64) right).value());
      case PayloadValue.Float64 number ->
          Double.compare(number.value(), ((PayloadValue.Float64) right).value());
      case PayloadValue.Moment moment ->
          moment.value().compareTo(((PayloadValue.Moment) right).value());
      case PayloadValue.Text ignored -> throw new IllegalStateException("text has no order");
      case PayloadValue.Bool ignored -> throw new IllegalStateException("booleans have no order");
      case PayloadValue.TextList ignored -> throw new IllegalStateException("lists have no order");
    };
  }
}
