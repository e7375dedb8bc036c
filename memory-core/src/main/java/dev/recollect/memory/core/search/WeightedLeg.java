package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.Leg;
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

  /** Returns the legs of a query; a query without terms has no sparse ones. */
  static List<WeightedLeg> all(AnalyzedQuery query, boolean context) {
    List<WeightedLeg> legs = new ArrayList<>();
    if (query.hasTerms()) {
      double content = context ? RankingConstants.SPARSE_CONTENT : RankingConstants.SPARSE_ALONE;
      legs.add(sparse(query, VectorNames.CONTENT, content));
      if (context) {
        legs.add(sparse(query, VectorNames.CONTEXT, RankingConstants.SPARSE_CONTEXT));
      }
    }
    double content = context ? RankingConstants.DENSE_CONTENT : RankingConstants.DENSE_ALONE;
    legs.add(dense(query, VectorNames.CONTENT, content));
    if (context) {
      legs.add(dense(query, VectorNames.CONTEXT, RankingConstants.DENSE_CONTEXT));
    }
    return legs;
  }

  private static WeightedLeg sparse(AnalyzedQuery query, String vector, double weight) {
    SparseVector weights = query.weights(vector);
    return new WeightedLeg(new Leg.Sparse(vector, weights, RankingConstants.LEG_TOP_K), weight);
  }

  private static WeightedLeg dense(AnalyzedQuery query, String vector, double weight) {
    return new WeightedLeg(
        new Leg.Dense(vector, query.vector(), RankingConstants.LEG_TOP_K), weight);
  }
}
