package dev.recollect.memory.tck.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Scores records by plain arithmetic and compares a store's candidates with that.
 *
 * <p>Records of equal score may come in any order, and a score may differ by rounding: {@value
 * #TOLERANCE}, absolute for a cosine and relative to the score for a dot product.
 */
public final class RankingOracle {

  /** How far a score may be from the exact one. */
  public static final double TOLERANCE = 1e-4;

  private RankingOracle() {}

  /** Asserts that the lists are what a search over exactly these records must return. */
  public static void assertExact(
      SearchRequest request, Collection<MemoryRecord> stored, List<List<Candidate>> found) {
    assertThat(found).as("one list a leg").hasSameSizeAs(request.legs());
    for (int index = 0; index < found.size(); index++) {
      Leg leg = request.legs().get(index);
      assertExact(leg, scores(leg, request, stored), found.get(index));
    }
  }

  /** Returns the ids of the best records of each leg, best first. */
  public static List<List<String>> best(SearchRequest request, Collection<MemoryRecord> stored) {
    return request.legs().stream()
        .map(leg -> best(leg.topK(), scores(leg, request, stored)))
        .toList();
  }

  private static List<String> best(int count, Map<Key, Double> scores) {
    return scores.entrySet().stream()
        .sorted((left, right) -> Double.compare(right.getValue(), left.getValue()))
        .limit(count)
        .map(entry -> entry.getKey().id())
        .toList();
  }

  private static void assertExact(Leg leg, Map<Key, Double> scores, List<Candidate> found) {
    List<Double> best =
        scores.values().stream()
            .sorted((left, right) -> Double.compare(right, left))
            .limit(leg.topK())
            .toList();
    assertThat(found).as("k rows whenever k match, leg %s", leg).hasSameSizeAs(best);
    for (int rank = 0; rank < best.size(); rank++) {
      Candidate candidate = found.get(rank);
      Key key = new Key(candidate.namespace(), candidate.id());
      assertThat(scores).as("candidates match the request, leg %s", leg).containsKey(key);
      double tolerance = tolerance(leg, best.get(rank));
      assertThat(candidate.score())
          .as("score of %s, leg %s", key, leg)
          .isCloseTo(Objects.requireNonNull(scores.get(key)), within(tolerance));
      assertThat(candidate.score())
          .as("score at rank %s, leg %s", rank, leg)
          .isCloseTo(best.get(rank), within(tolerance));
    }
  }

  private static double tolerance(Leg leg, double score) {
    return leg instanceof Leg.Dense ? TOLERANCE : TOLERANCE * Math.max(1, score);
  }

  private static Map<Key, Double> scores(
      Leg leg, SearchRequest request, Collection<MemoryRecord> stored) {
    Map<Key, Double> scores = new HashMap<>();
    for (MemoryRecord record : stored) {
      if (request.namespaces().contains(record.namespace())
          && FilterOracle.matches(request.filter(), record)) {
        double score = score(leg, record);
        if (leg instanceof Leg.Dense || score > 0) {
          scores.put(new Key(record.namespace(), record.id()), score);
        }
      }
    }
    return scores;
  }

  private static double score(Leg leg, MemoryRecord record) {
    return switch (leg) {
      case Leg.Dense dense ->
          numbers(dense.query())
              .cosine(numbers(Objects.requireNonNull(record.dense().get(dense.vector()))));
      case Leg.Sparse sparse ->
          sparse.query().dot(Objects.requireNonNull(record.sparse().get(sparse.vector())));
    };
  }

  private static DenseVector.Values numbers(DenseVector vector) {
    if (vector instanceof DenseVector.Values values) {
      return values;
    }
    throw new IllegalArgumentException("the oracle does not embed text");
  }

  private record Key(Namespace namespace, String id) {}
}
