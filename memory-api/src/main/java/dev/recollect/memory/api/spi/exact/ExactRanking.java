package dev.recollect.memory.api.spi.exact;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/** Ranks records by one leg: scores all, keeps the best; ties in order of namespace and id. */
public final class ExactRanking {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(Candidate::namespace)
          .thenComparing(Candidate::id);

  private ExactRanking() {}

  /**
   * Returns the best candidates of a leg, best first, as many as it asks for whenever so many
   * records can be ranked.
   *
   * @param records those that match, with their vectors; the leg was checked against their spec
   * @param options asked before each record
   * @throws MemoryException DEADLINE or CANCELLED by the options
   */
  public static List<Candidate> best(
      Leg leg, Collection<MemoryRecord> records, CallOptions options) {
    PriorityQueue<Candidate> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (MemoryRecord record : records) {
      options.check();
      double score = score(leg, record);
      if (!Double.isNaN(score)) {
        best.add(candidate(record, score));
        if (best.size() > leg.topK()) {
          best.remove();
        }
      }
    }
    return best.stream().sorted(BEST_FIRST).toList();
  }

  /** Returns NaN for a record that the leg does not rank. */
  private static double score(Leg leg, MemoryRecord record) {
    return switch (leg) {
      case Leg.Dense dense ->
          numbers(dense.query()).cosine(numbers(present(record.dense(), dense.vector())));
      case Leg.Sparse sparse -> {
        double dot = sparse.query().dot(present(record.sparse(), sparse.vector()));
        yield dot > 0 ? dot : Double.NaN;
      }
    };
  }

  private static <V> V present(Map<String, V> vectors, String name) {
    return Objects.requireNonNull(vectors.get(name), name);
  }

  private static DenseVector.Values numbers(DenseVector vector) {
    return switch (vector) {
      case DenseVector.Values values -> values;
      case DenseVector.TextToEmbed ignored ->
          throw new MemoryException(ErrorKind.INTERNAL, "text to embed passed the checks");
    };
  }

  private static Candidate candidate(MemoryRecord record, double score) {
    return new Candidate(
        record.namespace(),
        record.id(),
        record.parent(),
        record.part(),
        record.sequence().orElse(0),
        score);
  }
}
