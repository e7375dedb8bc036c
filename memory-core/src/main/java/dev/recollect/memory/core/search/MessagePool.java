package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best messages of a ranking, looked at once more: what only their payload tells decides their
 * final order. Rankings of other records pass unchanged.
 */
final class MessagePool {

  private static final Projection PAYLOAD = new Projection(false, true, false, false);

  private final RecordCollection collection;
  private final Speakers speakers;

  MessagePool(RecordCollection collection, Speakers speakers) {
    this.collection = collection;
    this.speakers = speakers;
  }

  /**
   * Returns the final ranking: with the bonus of the named speaker, and without neighbours that
   * received a score but do not exist.
   */
  List<Ranked> settle(List<Ranked> fused, List<LegResult> legs, CallOptions options) {
    if (legs.stream().noneMatch(LegResult::hasMessages)) {
      return fused;
    }
    int looked = Math.min(fused.size(), RankingConstants.SPEAKER_POOL);
    List<Ranked> order = withBonus(fused.subList(0, looked), options);
    fused.subList(looked, fused.size()).stream()
        .filter(ranked -> legs.stream().anyMatch(leg -> leg.place(ranked.whole()).isPresent()))
        .forEach(order::add);
    return order;
  }

  private List<Ranked> withBonus(List<Ranked> pool, CallOptions options) {
    Map<WholeId, MemoryRecord> records = new HashMap<>();
    List<WholeId> wholes = pool.stream().map(Ranked::whole).toList();
    StoredRecords.fetch(collection, wholes, PAYLOAD, options)
        .forEach(record -> records.put(new WholeId(record.namespace(), record.id()), record));
    List<Ranked> order = new ArrayList<>();
    for (Ranked ranked : pool) {
      MemoryRecord record = records.get(ranked.whole());
      if (record != null) {
        order.add(speakers.named(record) ? ranked.plus(RankingConstants.SPEAKER_NAMED) : ranked);
      }
    }
    order.sort(Ranked.BEST_FIRST);
    return order;
  }
}
