package dev.recollect.memory.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weighted sum of what the legs found, and what hits lend to their neighbours in a
 * conversation.
 *
 * <p>Sums run in the order of the legs and of the ids, so that equal input gives equal bits.
 */
final class Fusion {

  private static final double[] LENT_BY_DISTANCE = {
    0, RankingConstants.LENT_TO_NEXT, RankingConstants.LENT_TO_NEXT_BUT_ONE
  };

  private final TreeMap<WholeId, Double> own = new TreeMap<>();
  private final TreeMap<WholeId, Long> sequences = new TreeMap<>();
  private final TreeMap<WholeId, Double> lent = new TreeMap<>();

  private Fusion(List<LegResult> legs) {
    for (LegResult leg : legs) {
      leg.places()
          .forEach((whole, place) -> {
            own.merge(whole, leg.share(place), Double::sum);
            sequences.put(whole, place.sequence());
          });
    }
  }

  /**
   * Returns the ranking, best first.
   *
   * @param legs what the legs found
   * @param reachOthers whether neighbours that no leg found may receive too; they need not exist
   */
  static List<Ranked> rank(List<LegResult> legs, boolean reachOthers) {
    Fusion fusion = new Fusion(legs);
    fusion.own.forEach((whole, score) -> fusion.lend(whole, score, reachOthers));
    return fusion.ranking();
  }

  private void lend(WholeId whole, double score, boolean reachOthers) {
    long sequence = sequences.getOrDefault(whole, 0L);
    if (sequence == 0) {
      return;
    }
    String id = whole.parent();
    String conversation = id.substring(0, id.lastIndexOf('/') + 1);
    for (int offset = 1 - LENT_BY_DISTANCE.length; offset < LENT_BY_DISTANCE.length; offset++) {
      WholeId neighbour = new WholeId(whole.namespace(), conversation + (sequence + offset));
      boolean receives = own.containsKey(neighbour) || (reachOthers && sequence + offset > 0);
      if (offset != 0 && receives) {
        lent.merge(neighbour, score * LENT_BY_DISTANCE[Math.abs(offset)], Double::sum);
      }
    }
  }

  private List<Ranked> ranking() {
    TreeMap<WholeId, Double> all = new TreeMap<>(own);
    lent.forEach((whole, score) -> all.merge(whole, score, Double::sum));
    List<Ranked> ranking = new ArrayList<>();
    for (Map.Entry<WholeId, Double> entry : all.entrySet()) {
      double received = lent.getOrDefault(entry.getKey(), 0.0);
      ranking.add(new Ranked(entry.getKey(), entry.getValue(), received));
    }
    ranking.sort(Ranked.BEST_FIRST);
    return ranking;
  }
}
