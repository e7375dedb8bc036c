package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.value.Payload;
import java.util.Map;

/** Cuts records down to what a read asked for. */
final class Projections {

  private Projections() {}

  static MemoryRecord apply(Projection projection, MemoryRecord record) {
    if (projection.equals(Projection.ALL)) {
      return record;
    }
    MemoryRecord.Builder cut = record.toBuilder();
    if (!projection.text()) {
      cut.text("");
    }
    if (!projection.payload()) {
      cut.payload(Payload.empty());
    }
    if (!projection.dense()) {
      cut.dense(Map.of());
    }
    if (!projection.sparse()) {
      cut.sparse(Map.of());
    }
    return cut.build();
  }
}
