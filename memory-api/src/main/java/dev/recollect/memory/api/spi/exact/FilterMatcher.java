package dev.recollect.memory.api.spi.exact;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns filters into conditions on records. */
public final class FilterMatcher {

  private FilterMatcher() {}

  /**
   * Returns the condition that a filter states; it needs a record's payload and no vectors.
   * Thread-safe. Whether a collection allows the filter is for {@link
   * dev.recollect.memory.api.spi.SpecChecks} to say.
   */
  public static Predicate<MemoryRecord> of(Filter filter) {
    return switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> on(field, value::equals);
      case Filter.In(String field, List<PayloadValue> values) -> in(field, new HashSet<>(values));
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) ->
          on(field, value -> within(value, lower, upper));
      case Filter.Exists(String field) -> on(field, value -> true);
      case Filter.Contains(String field, String member) ->
          on(field, value -> isMember(value, member));
      case Filter.And(List<Filter> parts) -> {
        List<Predicate<MemoryRecord>> all = parts.stream().map(FilterMatcher::of).toList();
        yield record -> all.stream().allMatch(part -> part.test(record));
      }
      case Filter.Or(List<Filter> parts) -> {
        List<Predicate<MemoryRecord>> any = parts.stream().map(FilterMatcher::of).toList();
        yield record -> any.stream().anyMatch(part -> part.test(record));
      }
      case Filter.Not(Filter part) -> of(part).negate();
    };
  }

  private static Predicate<MemoryRecord> in(String field, Set<PayloadValue> values) {
    return on(field, values::contains);
  }

  private static Predicate<MemoryRecord> on(String field, Predicate<PayloadValue> condition) {
    return record -> {
      Optional<PayloadValue> value = record.field(field);
      return value.isPresent() && condition.test(value.get());
    };
  }

  private static boolean isMember(PayloadValue value, String member) {
    return value instanceof PayloadValue.TextList(List<String> members) && members.contains(member);
  }

  private static boolean within(PayloadValue value, @Nullable Bound lower, @Nullable Bound upper) {
    return (lower == null || isPast(compare(value, lower.value()), lower.inclusive()))
        && (upper == null || isPast(compare(upper.value(), value), upper.inclusive()));
  }

  private static boolean isPast(@Nullable Integer order, boolean inclusive) {
    return order != null && (order > 0 || (inclusive && order == 0));
  }

  /** Returns null for values that have no common order: such a record does not match. */
  private static @Nullable Integer compare(PayloadValue left, PayloadValue right) {
    if (left instanceof PayloadValue.Int64(long one)
        && right instanceof PayloadValue.Int64(long two)) {
      return Long.compare(one, two);
    }
    if (left instanceof PayloadValue.Float64(double one)
        && right instanceof PayloadValue.Float64(double two)) {
      return Double.compare(one, two);
    }
    if (left instanceof PayloadValue.Moment one && right instanceof PayloadValue.Moment two) {
      return one.value().compareTo(two.value());
    }
    return null;
  }
}
