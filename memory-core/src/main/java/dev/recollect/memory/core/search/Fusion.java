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

  private final TreeMap<String, Double> own = new TreeMap<>();
  private final TreeMap<String, Long> sequences = new TreeMap<>();
  private final TreeMap<String, Double> lent = new TreeMap<>();

  private Fusion(List<LegResult> legs) {
    for (LegResult leg : legs) {
      leg.places()
          .forEach((parent, place) -> {
            own.merge(parent, leg.share(place), Double::sum);
            sequences.put(parent, place.sequence());
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
    fusion.own.forEach((parent, score) -> fusion.lend(parent, score, reachOthers));
    return fusion.ranking();
  }

  private void lend(String parent, double score, boolean reachOthers) {
    long sequence = sequences.getOrDefault(parent, 0L);
    if (sequence == 0) {
      return;
    }
    String conversation = parent.substring(0, parent.lastIndexOf('/') + 1);
    for (int offset = 1 - LENT_BY_DISTANCE.length; offset < LENT_BY_DISTANCE.length; offset++) {
      String neighbour = conversation + (sequence + offset);
      boolean receives = own.containsKey(neighbour) || (reachOthers && sequence + offset > 0);
      if (offset != 0 && receives) {
        lent.merge(neighbour, score * LENT_BY_DISTANCE[Math.abs(offset)], Double::sum);
      }
    }
  }

  private List<Ranked> ranking() {
    TreeMap<String, Double> all = new TreeMap<>(own);
    lent.forEach((parent, score) -> all.merge(parent, score, Double::sum));
    List<Ranked> ranking = new ArrayList<>();
    for (Map.Entry<String, Double> entry : all.entrySet()) {
      double received = lent.getOrDefault(entry.getKey(), 0.0);
      ranking.add(new Ranked(entry.getKey(), entry.getValue(), received));
    }
    ranking.sort(Ranked.BEST_FIRST);
    return ranking;
  }
}
