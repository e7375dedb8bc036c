package dev.recollect.backend.qdrant;

import com.google.protobuf.Timestamp;
import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters, which the spec has been found to allow, in Qdrant's words; all of it is pushed down. */
final class QdrantFilter {

  private final CollectionSpec spec;

  QdrantFilter(CollectionSpec spec) {
    this.spec = spec;
  }

  /** Returns the filter for the records of namespaces that pass a condition. */
  Common.Filter of(Collection<Namespace> namespaces, Filter filter) {
    Common.Filter.Builder whole = Common.Filter.newBuilder().addMust(inside(namespaces));
    if (!filter.equals(Filter.all())) {
      whole.addMust(condition(filter));
    }
    return whole.build();
  }

  private static Condition inside(Collection<Namespace> namespaces) {
    List<String> keys = namespaces.stream().map(Namespace::key).sorted().toList();
    return switch (keys.size()) {
      case 0 -> Conditions.never();
      case 1 -> Conditions.keyword(FieldPaths.NAMESPACE, keys.getFirst());
      default -> Conditions.keywords(FieldPaths.NAMESPACE, keys);
    };
  }

  private Condition condition(Filter filter) {
    return switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> oneOf(field, List.of(value));
      case Filter.In(String field, List<PayloadValue> values) -> oneOf(field, values);
      case Filter.Range range -> range(range);
      case Filter.Exists(String field) -> Conditions.present(FieldPaths.main(field, type(field)));
      case Filter.Contains(String field, String value) ->
          Conditions.keyword(FieldPaths.part(field, PointValues.TEXTS), value);
      case Filter.And(List<Filter> parts) ->
          parts.isEmpty() ? Conditions.always() : Conditions.all(conditions(parts));
      case Filter.Or(List<Filter> parts) -> Conditions.any(conditions(parts));
      case Filter.Not(Filter part) -> Conditions.not(condition(part));
    };
  }

  private List<Condition> conditions(List<Filter> parts) {
    return parts.stream().map(this::condition).toList();
  }

  private PayloadType type(String field) {
    return spec.fieldType(field).orElseThrow();
  }

  private Condition oneOf(String field, List<PayloadValue> values) {
    if (values.isEmpty()) {
      return Conditions.never();
    }
    String path = FieldPaths.main(field, type(field));
    return switch (type(field)) {
      case TEXT, TEXT_LIST ->
          Conditions.keywords(path, values.stream().map(QdrantFilter::keyword).toList());
      case INT64 -> Conditions.integers(path, values.stream().map(QdrantFilter::order).toList());
      case DOUBLE ->
          Conditions.any(
              values.stream().map(value -> OrderConditions.exactly(field, order(value))).toList());
      case BOOLEAN ->
          Conditions.any(
              values.stream()
                  .map(value -> Conditions.bool(path, ((PayloadValue.Bool) value).value()))
                  .toList());
      case INSTANT ->
          Conditions.any(
              values.stream().map(value -> Conditions.moment(path, moment(value))).toList());
    };
  }

  private static String keyword(PayloadValue value) {
    return value instanceof PayloadValue.TextList(List<String> texts)
        ? PointValues.digest(texts)
        : ((PayloadValue.Text) value).value();
  }

  /** Returns a long in whose order the values of a type are. */
  private static long order(PayloadValue value) {
    return value instanceof PayloadValue.Int64(long number)
        ? number
        : OrderedDouble.of(((PayloadValue.Float64) value).value());
  }

  private static Instant moment(PayloadValue value) {
    return ((PayloadValue.Moment) value).value();
  }

  private Condition range(Filter.Range range) {
    return type(range.field()) == PayloadType.INSTANT ? times(range) : numbers(range);
  }

  private static Condition times(Filter.Range range) {
    DatetimeRange.Builder times = DatetimeRange.newBuilder();
    Bound lower = range.lower();
    if (lower != null) {
      Timestamp bound = Conditions.timestamp(moment(lower.value()));
      times = lower.inclusive() ? times.setGte(bound) : times.setGt(bound);
    }
    Bound upper = range.upper();
    if (upper != null) {
      Timestamp bound = Conditions.timestamp(moment(upper.value()));
      times = upper.inclusive() ? times.setLte(bound) : times.setLt(bound);
    }
    return Conditions.within(FieldPaths.part(range.field(), PointValues.TIME), times);
  }

  private Condition numbers(Filter.Range range) {
    if (excludes(range.lower(), Long.MAX_VALUE) || excludes(range.upper(), Long.MIN_VALUE)) {
      return Conditions.never();
    }
    long lowest = lowest(range.lower());
    long highest = highest(range.upper());
    return type(range.field()) == PayloadType.DOUBLE
        ? OrderConditions.ofDoubles(range.field(), lowest, highest)
        : OrderConditions.ofIntegers(range.field(), lowest, highest);
  }

  private static boolean excludes(@Nullable Bound bound, long value) {
    return bound != null && !bound.inclusive() && order(bound.value()) == value;
  }

  private static long lowest(@Nullable Bound bound) {
    if (bound == null) {
      return Long.MIN_VALUE;
    }
    return order(bound.value()) + (bound.inclusive() ? 0 : 1);
  }

  private static long highest(@Nullable Bound bound) {
    if (bound == null) {
      return Long.MAX_VALUE;
    }
    return order(bound.value()) - (bound.inclusive() ? 0 : 1);
  }
}
