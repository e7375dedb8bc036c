package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Document frequencies in a sample of records, by named vector. Thread-safe. */
final class TermSample {

  private final Instant drawnAt;
  private final long lots;
  private final Map<String, TermCounts> counts = new HashMap<>();
  private int size;

  /**
   * Creates an empty sample.
   *
   * @param drawnAt when it is drawn
   * @param lots records with a lot below this belong to it
   */
  TermSample(Instant drawnAt, long lots) {
    this.drawnAt = drawnAt;
    this.lots = lots;
  }

  /** Adds a record if its lot belongs to the sample. */
  synchronized void add(MemoryRecord record) {
    if (record.lot() < lots) {
      size++;
      record
          .sparse()
          .forEach(
              (name, vector) -> counts.computeIfAbsent(name, n -> new TermCounts()).add(vector));
    }
  }

  /** Returns whether the sample is young enough and has not doubled. */
  synchronized boolean serves(Instant now) {
    return size < 2 * RankingConstants.STATISTICS_SAMPLE
        && now.isBefore(drawnAt.plus(RankingConstants.STATISTICS_AGE));
  }

  /**
   * Returns how rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), N the records, at least {@link
   * RankingConstants#STATISTICS_FLOOR}, n those with the term. Always above zero.
   */
  synchronized double inverseDocumentFrequency(String vector, int term) {
    TermCounts known = counts.get(vector);
    int frequency = known == null ? 0 : known.of(term);
    int records = Math.max(size, RankingConstants.STATISTICS_FLOOR);
    return Math.log1p((records - frequency + 0.5) / (frequency + 0.5));
  }
}
