package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders a ranking by relevance, age and importance: one fetch of the payloads of all that was
 * found. Not used where relevance alone counts.
 */
final class AgeAndImportance {

  private static final Projection PAYLOAD = new Projection(false, true, false, false);

  private final RankingWeights weights;
  private final Instant now;

  /**
   * Creates the order.
   *
   * @param weights of the three
   * @param now from when ages count; what happens later counts as happening now
   */
  AgeAndImportance(RankingWeights weights, Instant now) {
    this.weights = weights;
    this.now = now;
  }

  /** Returns the ranking in this order; what is gone meanwhile keeps its relevance alone. */
  List<Ranked> order(RecordCollection collection, List<Ranked> found, CallOptions options) {
    Map<WholeId, MemoryRecord> records = new HashMap<>();
    List<WholeId> wholes = found.stream().map(Ranked::whole).toList();
    StoredRecords.fetch(collection, wholes, PAYLOAD, options)
        .forEach(record -> records.put(new WholeId(record.namespace(), record.id()), record));
    List<Ranked> order = new ArrayList<>();
    for (Ranked ranked : found) {
      MemoryRecord record = records.get(ranked.whole());
      double relevance = weights.relevance() * ranked.score();
      order.add(
          ranked.weighed(
              record == null
                  ? new Ranked.Parts(relevance, 0, 0)
                  : new Ranked.Parts(
                      relevance,
                      weights.recency() * recency(record.occurredAt()),
                      weights.importance() * PayloadKeys.importance(record.payload()))));
    }
    order.sort(Ranked.BEST_FIRST);
    return order;
  }

  /** Returns 1 for what happens now or later, half as much after each half-life. */
  double recency(Instant occurredAt) {
    double age = Math.max(0, seconds(Duration.between(occurredAt, now)));
    return Math.pow(2, -age / seconds(weights.halfLife()));
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
