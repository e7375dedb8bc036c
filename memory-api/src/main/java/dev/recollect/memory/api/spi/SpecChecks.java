package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Bound;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of records, filters and legs against a {@link CollectionSpec}: the same for every backend,
 * which calls them before it touches its store.
 */
public final class SpecChecks {

  private SpecChecks() {}

  /**
   * Checks that a store can keep a collection.
   *
   * @throws MemoryException UNSUPPORTED if it has more vectors of a kind, or a dense vector of more
   *     dimensions, than the store declares
   */
  public static void requireSupported(Capabilities capabilities, CollectionSpec spec) {
    int vectors = Math.max(spec.denseVectors().size(), spec.sparseVectors().size());
    if (vectors > capabilities.vectorsPerRecord()) {
      throw unsupported(
          spec,
          vectors + " vectors of a kind; this store keeps " + capabilities.vectorsPerRecord());
    }
    spec.denseVectors()
        .forEach((vector, dimension) -> {
          if (dimension > capabilities.largestDimension()) {
            throw unsupported(
                spec,
                dimension
                    + " dimensions in vector '"
                    + vector
                    + "'; this store keeps "
                    + capabilities.largestDimension());
          }
        });
  }

  private static MemoryException unsupported(CollectionSpec spec, String what) {
    return new MemoryException(
        ErrorKind.UNSUPPORTED, "collection '" + spec.name() + "' has " + what + " at most");
  }

  /**
   * Checks that a record may be written.
   *
   * @throws MemoryException INVALID if a vector is missing, unknown or of another dimension (that
   *     of text is the store's), or a declared field has another type; UNSUPPORTED for text to
   *     embed in a store that does not
   */
  public static void requireStorable(
      CollectionSpec spec, Capabilities capabilities, MemoryRecord record) {
    if (!record.dense().keySet().equals(spec.denseVectors().keySet())
        || !record.sparse().keySet().equals(spec.sparseVectors())) {
      throw MemoryException.invalid(
          "record '"
              + record.id()
              + "' has vectors "
              + record.dense().keySet()
              + " and "
              + record.sparse().keySet()
              + "; collection '"
              + spec.name()
              + "' has "
              + spec.denseVectors().keySet()
              + " and "
              + spec.sparseVectors());
    }
    record.dense().forEach((name, vector) -> requireDense(spec, capabilities, name, vector));
    record.payload().values().forEach((field, value) -> requireDeclaredType(spec, field, value));
  }

  private static void requireDeclaredType(CollectionSpec spec, String field, PayloadValue value) {
    PayloadType declared = spec.fields().getOrDefault(field, value.type());
    if (declared != value.type()) {
      throw MemoryException.invalid(
          "field '" + field + "' is declared " + declared + " and got " + value.type());
    }
  }

  private static void requireDense(
      CollectionSpec spec, Capabilities capabilities, String name, DenseVector vector) {
    int dimension = spec.denseVectors().getOrDefault(name, 0);
    switch (vector) {
      case DenseVector.Values values -> {
        if (values.dimension() != dimension) {
          throw MemoryException.invalid(
              "vector '"
                  + name
                  + "' has "
                  + values.dimension()
                  + " dimensions; collection '"
                  + spec.name()
                  + "' has "
                  + dimension);
        }
      }
      case DenseVector.TextToEmbed ignored -> requireEmbedded(spec, capabilities, name, dimension);
    }
  }

  private static void requireEmbedded(
      CollectionSpec spec, Capabilities capabilities, String name, int dimension) {
    int embedded =
        capabilities
            .embedding()
            .orElseThrow(() ->
                new MemoryException(
                    ErrorKind.UNSUPPORTED,
                    "this store does not embed text; send numbers for vector '" + name + "'"))
            .identity()
            .dimension();
    if (embedded != dimension) {
      throw MemoryException.invalid(
          "the store embeds text in "
              + embedded
              + " dimensions; vector '"
              + name
              + "' of collection '"
              + spec.name()
              + "' has "
              + dimension);
    }
  }

  /**
   * Checks a change of payload against the declared types.
   *
   * @throws MemoryException INVALID if a declared field would get another type
   */
  public static void requirePatch(CollectionSpec spec, Patch patch) {
    patch.set().forEach((field, value) -> requireDeclaredType(spec, field, value));
  }

  /**
   * Checks that a search can be answered.
   *
   * @throws MemoryException INVALID if a leg names an unknown vector, has another dimension, or the
   *     filter is not allowed
   */
  public static void requireSearchable(
      CollectionSpec spec, Capabilities capabilities, SearchRequest request) {
    requireFilter(spec, request.filter());
    for (Leg leg : request.legs()) {
      boolean known =
          switch (leg) {
            case Leg.Dense dense -> spec.denseVectors().containsKey(dense.vector());
            case Leg.Sparse sparse -> spec.sparseVectors().contains(sparse.vector());
          };
      if (!known) {
        throw MemoryException.invalid(
            "collection '" + spec.name() + "' has no vector '" + leg.vector() + "' of that kind");
      }
      if (leg instanceof Leg.Dense dense) {
        requireDense(spec, capabilities, dense.vector(), dense.query());
      }
    }
  }

  /**
   * Checks that a filter names declared or reserved fields with values of their types, and is
   * within {@link Limits#FILTER_NODES} and {@link Limits#FILTER_DEPTH}.
   *
   * @throws MemoryException INVALID naming the field and what to add to the spec; LIMIT
   */
  public static void requireFilter(CollectionSpec spec, Filter filter) {
    int nodes = count(spec, filter, 1);
    if (nodes > Limits.FILTER_NODES) {
      throw MemoryException.limit(
          "filter has " + nodes + " nodes; at most " + Limits.FILTER_NODES + " are allowed");
    }
  }

  private static int count(CollectionSpec spec, Filter filter, int depth) {
    if (depth > Limits.FILTER_DEPTH) {
      throw MemoryException.limit("filter is nested deeper than " + Limits.FILTER_DEPTH);
    }
    return switch (filter) {
      case Filter.Equal(String field, PayloadValue value) -> {
        requireType(spec, field, value.type());
        yield 1;
      }
      case Filter.In(String field, List<PayloadValue> values) -> {
        values.forEach(value -> requireType(spec, field, value.type()));
        yield 1 + values.size() + requireKnown(spec, field);
      }
      case Filter.Range(String field, @Nullable Bound lower, @Nullable Bound upper) -> {
        requireBound(spec, field, lower);
        requireBound(spec, field, upper);
        yield 1;
      }
      case Filter.Exists(String field) -> 1 + requireKnown(spec, field);
      case Filter.Contains(String field, String ignored) -> {
        requireType(spec, field, PayloadType.TEXT_LIST);
        yield 1;
      }
      case Filter.And(List<Filter> parts) -> 1 + sum(spec, parts, depth);
      case Filter.Or(List<Filter> parts) -> 1 + sum(spec, parts, depth);
      case Filter.Not(Filter part) -> 1 + count(spec, part, depth + 1);
    };
  }

  private static int sum(CollectionSpec spec, List<Filter> parts, int depth) {
    int nodes = 0;
    for (Filter part : parts) {
      nodes += count(spec, part, depth + 1);
    }
    return nodes;
  }

  private static void requireBound(CollectionSpec spec, String field, @Nullable Bound bound) {
    if (bound != null) {
      requireType(spec, field, bound.value().type());
    }
  }

  private static int requireKnown(CollectionSpec spec, String field) {
    fieldType(spec, field);
    return 0;
  }

  private static void requireType(CollectionSpec spec, String field, PayloadType type) {
    PayloadType known = fieldType(spec, field);
    if (known != type) {
      throw MemoryException.invalid(
          "field '" + field + "' is " + known + "; the filter compares it with " + type);
    }
  }

  private static PayloadType fieldType(CollectionSpec spec, String field) {
    return spec.fieldType(field)
        .orElseThrow(() ->
            MemoryException.invalid(
                "collection '"
                    + spec.name()
                    + "' cannot filter by '"
                    + field
                    + "'; declare it in the spec. Declared: "
                    + spec.fields().keySet()));
  }
}
