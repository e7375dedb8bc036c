package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import java.util.List;
import java.util.Set;

/**
 * A search: up to {@link Limits#LEGS} rankings of the same records.
 *
 * @param namespaces whose records, not empty
 * @param filter condition on the records
 * @param legs the rankings wanted, at least one
 */
public record SearchRequest(Set<Namespace> namespaces, Filter filter, List<Leg> legs) {

  /** Copies and checks. */
  public SearchRequest {
    namespaces = Set.copyOf(namespaces);
    legs = List.copyOf(legs);
    if (namespaces.isEmpty()) {
      throw MemoryException.invalid("a search needs at least one namespace");
    }
    if (legs.isEmpty() || legs.size() > Limits.LEGS) {
      throw MemoryException.limit(
          "a search has " + legs.size() + " legs; it must be 1 to " + Limits.LEGS);
    }
  }
}
