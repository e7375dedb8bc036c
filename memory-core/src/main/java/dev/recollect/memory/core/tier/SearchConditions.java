package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.core.search.PayloadKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters that queries of the tiers amount to. */
final class SearchConditions {

  private SearchConditions() {}

  /**
   * Returns the filter of a query without its roles; {@link Filter#all()} if it has no condition.
   */
  static Filter of(SearchQuery query) {
    return of(query, Set.of());
  }

  /**
   * Returns the filter of a query and some roles; {@link Filter#all()} if there is no condition.
   */
  static Filter of(SearchQuery query, Set<Role> roles) {
    List<Filter> conditions = new ArrayList<>();
    span(query.since().orElse(null), query.until().orElse(null)).ifPresent(conditions::add);
    roles(roles).ifPresent(conditions::add);
    if (!query.filter().equals(Filter.all())) {
      conditions.add(query.filter());
    }
    return conditions.size() == 1 ? conditions.get(0) : new Filter.And(conditions);
  }

  /** Returns the filter of first parts that occurred in a span of time, by some roles. */
  static Filter between(Instant since, Instant until, Set<Role> roles) {
    List<Filter> conditions = new ArrayList<>();
    conditions.add(firstParts());
    span(since, until).ifPresent(conditions::add);
    roles(roles).ifPresent(conditions::add);
    return new Filter.And(conditions);
  }

  /** Returns the filter of the records that stand for a whole text. */
  static Filter firstParts() {
    return Filter.eq(ReservedField.PART.fieldName(), 0);
  }

  private static Optional<Filter> span(@Nullable Instant since, @Nullable Instant until) {
    if (since == null && until == null) {
      return Optional.empty();
    }
    if (since != null && until != null && since.isAfter(until)) {
      throw MemoryException.invalid(
          "the span of time ends (" + until + ") before it begins (" + since + "); swap the two");
    }
    Bound lower = since == null ? null : new Bound(PayloadValue.of(since), true);
    Bound upper = until == null ? null : new Bound(PayloadValue.of(until), false);
    return Optional.of(new Filter.Range(ReservedField.OCCURRED_AT.fieldName(), lower, upper));
  }

  private static Optional<Filter> roles(Set<Role> roles) {
    List<PayloadValue> names =
        roles.stream().sorted().map(role -> PayloadValue.of(MessageRecords.name(role))).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(Filter.in(PayloadKeys.ROLE, names));
  }
}
