package dev.recollect.memory.core.broken;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.forwarding.ForwardingCollection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Writes a batch in pieces, and when one of them fails says by a function what was written. */
public final class Splitting extends ForwardingCollection {

  private final int piece;
  private final BiFunction<List<String>, List<String>, WriteOutcome> outcome;

  /**
   * Creates a collection.
   *
   * @param piece records of a piece
   * @param outcome the outcome for the ids that were written and those that were not
   */
  public Splitting(
      RecordCollection collection,
      int piece,
      BiFunction<List<String>, List<String>, WriteOutcome> outcome) {
    super(collection);
    this.piece = piece;
    this.outcome = outcome;
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    List<String> ids = records.stream().map(MemoryRecord::id).toList();
    for (int from = 0; from < records.size(); from += piece) {
      // As long as a round trip, so that a call can end between two of them.
      LockSupport.parkNanos(1_000_000);
      try {
        super.upsert(records.subList(from, Math.min(records.size(), from + piece)), options);
      } catch (MemoryException e) {
        throw e.withOutcome(outcome.apply(ids.subList(0, from), ids.subList(from, records.size())));
      }
    }
  }
}
