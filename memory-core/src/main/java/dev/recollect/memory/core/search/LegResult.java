package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one leg found, parts of one whole collapsed into the best of them. Immutable.
 *
 * <p>Scores are comparable across legs once normalised over what the leg returned: dot products as
 * a share of the highest, cosines from the highest (1) down to the lowest (0), or less far down
 * where {@link RankingConstants#DENSE_SPAN_OF_ALL} applies. What a leg did not return counts as 0.
 */
final class LegResult {

  /**
   * A place in the leg.
   *
   * @param score as the store gave it
   * @param rank from 1, parts of one whole counted once
   * @param sequence place in the conversation, 0 for records that are no messages
   */
  record Place(double score, int rank, long sequence) {}

  private final Leg leg;
  private final double weight;
  private final boolean full;
  private final double highest;
  private final double span;
  private final Map<WholeId, Place> places;

  private LegResult(Leg leg, double weight, boolean full, Map<WholeId, Place> places) {
    this.leg = leg;
    this.weight = weight;
    this.full = full;
    this.places = places;
    this.highest = places.values().stream().mapToDouble(Place::score).max().orElse(0);
    double lowest = places.values().stream().mapToDouble(Place::score).min().orElse(0);
    this.span = leg instanceof Leg.Dense ? denseSpan(highest - lowest, full) : highest;
  }

  private static double denseSpan(double span, boolean full) {
    double least = full ? Double.MIN_NORMAL : RankingConstants.DENSE_SPAN_OF_ALL;
    return Math.max(span, least);
  }

  static LegResult of(Leg leg, double weight, List<Candidate> candidates) {
    Map<WholeId, Place> places = new LinkedHashMap<>();
    for (Candidate found : candidates) {
      places.putIfAbsent(
          new WholeId(found.namespace(), found.parent()),
          new Place(found.score(), places.size() + 1, found.sequence()));
    }
    return new LegResult(leg, weight, candidates.size() >= leg.topK(), places);
  }

  /** Returns this result without the wholes that do not pass a test. */
  LegResult retain(Predicate<WholeId> test) {
    Map<WholeId, Place> retained = new LinkedHashMap<>(places);
    retained.keySet().removeIf(test.negate());
    return new LegResult(leg, weight, full, retained);
  }

  boolean dense() {
    return leg instanceof Leg.Dense;
  }

  String vector() {
    return leg.vector();
  }

  /** Returns whether the leg returned as many as it was asked for, so that there may be more. */
  boolean full() {
    return full;
  }

  boolean hasMessages() {
    return places.values().stream().anyMatch(place -> place.sequence() > 0);
  }

  Map<WholeId, Place> places() {
    return places;
  }

  Optional<Place> place(WholeId whole) {
    return Optional.ofNullable(places.get(whole));
  }

  /** Returns what a place adds to the fused score. */
  double share(Place place) {
    return weight * (1 - (highest - place.score()) / span);
  }
}
