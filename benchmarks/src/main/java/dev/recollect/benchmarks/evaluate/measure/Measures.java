package dev.recollect.benchmarks.evaluate.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The measures of a ranking of a certain depth, by the definitions of trec_eval. Immutable.
 *
 * <p>A document is relevant if it is judged above zero. With R the relevant documents of a query,
 * g(i) the judgement of the document at rank i (0 if it is not judged or below zero):
 *
 * <ul>
 *   <li>{@code recall@k}: relevant documents among the first k / R
 *   <li>{@code success@k}: 1 if any of the first k is relevant, else 0
 *   <li>{@code mrr}: 1 / rank of the first relevant document, 0 if there is none
 *   <li>{@code ndcg@k}: sum over the first k of g(i) / log2(i + 1), divided by that sum over the
 *       best possible ranking of all judged documents
 * </ul>
 *
 * <p>A query without a relevant document has 0 in all. What lies behind the depth of the ranking is
 * not known: no measure has a cutoff beyond it.
 */
public final class Measures {

  /** The measure that depends on how far down a run looked. */
  static final String MRR = "mrr";

  private static final List<Integer> CUTOFFS = List.of(1, 5, 10, 20);
  private static final int GAIN_CUTOFF = 10;

  private final List<Integer> cutoffs;
  private final int depth;

  private Measures(List<Integer> cutoffs, int depth) {
    this.cutoffs = cutoffs;
    this.depth = depth;
  }

  /** Returns the measures of rankings of some depth: cutoffs 1, 5, 10, 20 up to it, and itself. */
  public static Measures ofDepth(int depth) {
    TreeSet<Integer> cutoffs = new TreeSet<>(CUTOFFS);
    cutoffs.add(depth);
    return new Measures(List.copyOf(cutoffs.headSet(depth, true)), depth);
  }

  /** Returns the names of the measures, in the order in which people read them. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    cutoffs.forEach(cutoff -> names.add("recall@" + cutoff));
    names.add(MRR);
    if (depth >= GAIN_CUTOFF) {
      names.add("ndcg@" + GAIN_CUTOFF);
    }
    cutoffs.forEach(cutoff -> names.add("success@" + cutoff));
    return names;
  }

  /**
   * Returns the measures of one query by name.
   *
   * @param ranking ids, best first, none twice; what is behind the depth is not looked at
   * @param judgements scores by id
   */
  public SortedMap<String, Double> of(List<String> ranking, Map<String, Integer> judgements) {
    List<Integer> gains =
        ranking.stream().limit(depth).map(id -> gain(judgements.getOrDefault(id, 0))).toList();
    long relevant = judgements.values().stream().filter(score -> score > 0).count();
    TreeMap<String, Double> values = new TreeMap<>();
    for (int cutoff : cutoffs) {
      long found = gains.stream().limit(cutoff).filter(gain -> gain > 0).count();
      values.put("recall@" + cutoff, relevant == 0 ? 0 : (double) found / relevant);
      values.put("success@" + cutoff, found == 0 ? 0.0 : 1.0);
    }
    values.put(MRR, reciprocalRank(gains));
    if (depth >= GAIN_CUTOFF) {
      values.put("ndcg@" + GAIN_CUTOFF, normalisedGain(gains, judgements));
    }
    return values;
  }

  private static int gain(int score) {
    return Math.max(0, score);
  }

  private static double reciprocalRank(List<Integer> gains) {
    for (int index = 0; index < gains.size(); index++) {
      if (gains.get(index) > 0) {
        return 1.0 / (index + 1);
      }
    }
    return 0;
  }

  private static double normalisedGain(List<Integer> gains, Map<String, Integer> judgements) {
    List<Integer> best =
        judgements.values().stream().map(Measures::gain).sorted(Comparator.reverseOrder()).toList();
    double ideal = discountedGain(best);
    return ideal == 0 ? 0 : discountedGain(gains) / ideal;
  }

  private static double discountedGain(List<Integer> gains) {
    double sum = 0;
    for (int index = 0; index < Math.min(GAIN_CUTOFF, gains.size()); index++) {
      sum += gains.get(index) * Math.log(2) / Math.log(index + 2.0);
    }
    return sum;
  }
}
