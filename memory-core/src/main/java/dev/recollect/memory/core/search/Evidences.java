package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.Evidence;
import dev.recollect.memory.api.value.SparseVector;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Evidence for hits: measured on the best part of each, from what the legs found or from vectors.
 */
final class Evidences {

  private final AnalyzedQuery query;
  private final List<LegResult> legs;
  private final NearRule nearRule;

  Evidences(AnalyzedQuery query, List<LegResult> legs, Set<Integer> speakerTerms) {
    this.query = query;
    this.legs = legs;
    this.nearRule = new NearRule(query, speakerTerms);
  }

  /**
   * Returns what must be read of hits: dense vectors only if a dense leg did not return one and a
   * cosine can be computed from it.
   */
  Projection projection(List<Ranked> hits) {
    boolean incomplete =
        legs.stream()
            .filter(LegResult::dense)
            .anyMatch(leg -> hits.stream().anyMatch(hit -> leg.place(hit.whole()).isEmpty()));
    return new Projection(true, true, incomplete && query.hasNumbers(), true);
  }

  /**
   * Returns the evidence for a hit.
   *
   * @param near whether it counts as near whatever its own evidence is
   */
  Evidence of(Ranked hit, WholeRecord whole, boolean near) {
    Evidence.Builder evidence = Evidence.builder().lent(hit.lent()).lifted(hit.lifted());
    Ranked.Parts parts = hit.parts();
    if (parts != null) {
      evidence.parts(parts.relevance(), parts.recency(), parts.importance());
    }
    OptionalDouble content = cosine(VectorNames.CONTENT, hit, whole);
    OptionalDouble context = cosine(VectorNames.CONTEXT, hit, whole);
    double coverage =
        whole.parts().stream().mapToDouble(part -> coverage(query, part)).max().orElse(0);
    content.ifPresent(evidence::contentCosine);
    context.ifPresent(evidence::contextCosine);
    rank(hit, true).ifPresent(evidence::denseRank);
    rank(hit, false).ifPresent(evidence::sparseRank);
    return evidence.coverage(coverage).near(near || nearRule.near(content, context, whole)).build();
  }

  private OptionalDouble cosine(String vector, Ranked hit, WholeRecord whole) {
    OptionalDouble found =
        legs.stream()
            .filter(leg -> leg.dense() && leg.vector().equals(vector))
            .flatMap(leg -> leg.place(hit.whole()).stream())
            .mapToDouble(LegResult.Place::score)
            .findFirst();
    return found.isPresent()
        ? found
        : whole.parts().stream()
            .flatMapToDouble(part -> cosine(query, part, vector).stream())
            .max();
  }

  /** Returns the rank in the leg of the content, or in that of the context. */
  private OptionalInt rank(Ranked hit, boolean dense) {
    return legs.stream()
        .filter(leg -> leg.dense() == dense)
        .sorted(Comparator.comparing(LegResult::vector))
        .flatMap(leg -> leg.place(hit.whole()).stream())
        .mapToInt(LegResult.Place::rank)
        .findFirst();
  }

  static OptionalDouble cosine(AnalyzedQuery query, MemoryRecord record, String vector) {
    return query.cosine(record.dense().get(vector));
  }

  static double coverage(AnalyzedQuery query, MemoryRecord record) {
    return query.coverage(record.sparse().getOrDefault(VectorNames.CONTENT, SparseVector.empty()));
  }
}
