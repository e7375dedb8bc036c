package dev.recollect.memory.tck.oracle;

import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random filter trees over the declared and the reserved fields of a collection. */
public final class FilterArbitraries {

  private static final int DEPTH = 4;

  private FilterArbitraries() {}

  /** Returns trees of up to five levels in which all eight node types occur. */
  public static Arbitrary<Filter> trees(CollectionSpec spec) {
    Arbitrary<Filter> leaf = leaves(spec);
    return Arbitraries.recursive(() -> leaf, FilterArbitraries::joined, 0, DEPTH);
  }

  private static Arbitrary<Filter> joined(Arbitrary<Filter> part) {
    Arbitrary<List<Filter>> parts = part.list().ofMaxSize(3);
    return Arbitraries.oneOf(
        parts.map(Filter.And::new), parts.map(Filter.Or::new), part.map(Filter.Not::new));
  }

  /** Returns single conditions. */
  public static Arbitrary<Filter> leaves(CollectionSpec spec) {
    Map<String, PayloadType> fields = fields(spec);
    return Arbitraries.of(fields.keySet())
        .flatMap(field -> leaves(field, spec.fieldType(field).orElseThrow()));
  }

  private static SortedMap<String, PayloadType> fields(CollectionSpec spec) {
    TreeMap<String, PayloadType> fields = new TreeMap<>(spec.fields());
    for (ReservedField field : ReservedField.values()) {
      fields.put(field.fieldName(), field.type());
    }
    return fields;
  }

  /** Returns each single condition on each field with each of its sample values. */
  public static List<Filter> everyLeaf(CollectionSpec spec) {
    List<Filter> leaves = new ArrayList<>();
    fields(spec)
        .forEach((field, type) -> {
          leaves.add(Filter.exists(field));
          leaves.add(Filter.in(field, values(field, type).subList(0, 2)));
          values(field, type).forEach(value -> leaves.addAll(everyLeaf(field, type, value)));
          if (type == PayloadType.TEXT_LIST) {
            SampleValues.TEXTS.forEach(member -> leaves.add(Filter.contains(field, member)));
          }
        });
    return leaves;
  }

  private static List<Filter> everyLeaf(String field, PayloadType type, PayloadValue value) {
    Filter equal = Filter.eq(field, value);
    return switch (type) {
      case INT64, DOUBLE, INSTANT ->
          List.of(
              equal,
              Filter.lt(field, value),
              Filter.lte(field, value),
              Filter.gt(field, value),
              Filter.gte(field, value));
      case TEXT, BOOLEAN, TEXT_LIST -> List.of(equal);
    };
  }

  private static Arbitrary<Filter> leaves(String field, PayloadType type) {
    Arbitrary<PayloadValue> value = Arbitraries.of(values(field, type));
    List<Arbitrary<Filter>> kinds = new ArrayList<>();
    kinds.add(value.map(single -> Filter.eq(field, single)));
    kinds.add(value.list().ofMaxSize(4).map(several -> Filter.in(field, several)));
    kinds.add(Arbitraries.just(Filter.exists(field)));
    switch (type) {
      case INT64, DOUBLE, INSTANT -> kinds.add(ranges(field, value));
      case TEXT_LIST ->
          kinds.add(
              Arbitraries.of(SampleValues.TEXTS).map(member -> Filter.contains(field, member)));
      case TEXT, BOOLEAN -> {}
    }
    return Arbitraries.oneOf(kinds);
  }

  private static Arbitrary<Filter> ranges(String field, Arbitrary<PayloadValue> value) {
    Arbitrary<Bound> bound = Combinators.combine(value, Arbitraries.of(true, false)).as(Bound::new);
    return Arbitraries.oneOf(
        bound.map(lower -> new Filter.Range(field, lower, null)),
        bound.map(upper -> new Filter.Range(field, null, upper)),
        Combinators.combine(bound, bound).as((one, two) -> new Filter.Range(field, one, two)));
  }

  private static List<PayloadValue> values(String field, PayloadType type) {
    return ReservedField.named(field)
        .map(FilterArbitraries::values)
        .orElseGet(() -> SampleValues.of(type));
  }

  private static List<PayloadValue> values(ReservedField field) {
    return switch (field) {
      case PARENT -> IntStream.range(0, 5).mapToObj(n -> PayloadValue.of("parent-" + n)).toList();
      case PART, SEQUENCE -> IntStream.range(0, 7).mapToObj(n -> PayloadValue.of(n)).toList();
      case LOT ->
          IntStream.rangeClosed(0, 8).mapToObj(n -> PayloadValue.of(n * Lot.BOUND / 8)).toList();
      case OCCURRED_AT, RECORDED_AT, VALID_FROM, VALID_TO -> SampleValues.of(field.type());
    };
  }
}
