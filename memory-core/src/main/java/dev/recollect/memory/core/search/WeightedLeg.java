package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import java.util.ArrayList;
import java.util.List;

/**
 * One leg of a search and what it counts in the sum.
 *
 * @param leg the leg
 * @param weight what its best candidate adds to the fused score
 */
record WeightedLeg(Leg leg, double weight) {

  /**
   * Returns the legs of a query, whose weights add up to 1; no sparse ones if it has no terms, no
   * dense ones if it was not embedded.
   */
  static List<WeightedLeg> all(AnalyzedQuery query, SearchMode mode, boolean context) {
    List<WeightedLeg> legs = new ArrayList<>();
    if (query.hasTerms() && mode != SearchMode.VECTOR) {
      legs.addAll(sparse(query, context));
    }
    query.vector().ifPresent(vector -> legs.addAll(dense(vector, context)));
    double sum = legs.stream().mapToDouble(WeightedLeg::weight).sum();
    return legs.stream().map(leg -> new WeightedLeg(leg.leg, leg.weight / sum)).toList();
  }

  private static List<WeightedLeg> sparse(AnalyzedQuery query, boolean context) {
    return context
        ? List.of(
            sparse(query, VectorNames.CONTENT, RankingConstants.SPARSE_CONTENT),
            sparse(query, VectorNames.CONTEXT, RankingConstants.SPARSE_CONTEXT))
        : List.of(sparse(query, VectorNames.CONTENT, RankingConstants.SPARSE_ALONE));
  }

  private static WeightedLeg sparse(AnalyzedQuery query, String name, double weight) {
    SparseVector weights = query.weights(name);
    return new WeightedLeg(new Leg.Sparse(name, weights, RankingConstants.LEG_TOP_K), weight);
  }

  private static List<WeightedLeg> dense(DenseVector vector, boolean context) {
    return context
        ? List.of(
            dense(vector, VectorNames.CONTENT, RankingConstants.DENSE_CONTENT),
            dense(vector, VectorNames.CONTEXT, RankingConstants.DENSE_CONTEXT))
        : List.of(dense(vector, VectorNames.CONTENT, RankingConstants.DENSE_ALONE));
  }

  private static WeightedLeg dense(DenseVector vector, String name, double weight) {
    return new WeightedLeg(new Leg.Dense(name, vector, RankingConstants.LEG_TOP_K), weight);
  }
}
