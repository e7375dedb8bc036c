package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.Payload;
import java.util.Map;

/**
 * Which costly parts of records a read returns; everything else is always there.
 *
 * @param text whether to read the text
 * @param payload whether to read the payload
 * @param dense whether to read the dense vectors
 * @param sparse whether to read the sparse vectors
 */
public record Projection(boolean text, boolean payload, boolean dense, boolean sparse) {

  /** The whole record. */
  public static final Projection ALL = new Projection(true, true, true, true);

  /** Text and payload, no vectors. */
  public static final Projection CONTENT = new Projection(true, true, false, false);

  /** None of the costly parts. */
  public static final Projection KEYS = new Projection(false, false, false, false);

  /** The sparse vectors only. */
  public static final Projection SPARSE = new Projection(false, false, false, true);

  /** Returns a record without what is not to be read. */
  public MemoryRecord applyTo(MemoryRecord record) {
    if (equals(ALL)) {
      return record;
    }
    MemoryRecord.Builder cut = record.toBuilder();
    if (!text) {
      cut.text("");
    }
    if (!payload) {
      cut.payload(Payload.empty());
    }
    if (!dense) {
      cut.dense(Map.of());
    }
    if (!sparse) {
      cut.sparse(Map.of());
    }
    return cut.build();
  }
}
