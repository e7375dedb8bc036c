package dev.recollect.memory.core.search;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The document frequencies of the terms of a collection, by the namespaces searched: what no store
 * keeps for us, so that every backend ranks alike. Thread-safe.
 *
 * <p>They come from a sample: all records up to {@value RankingConstants#STATISTICS_SAMPLE}, else
 * about so many chosen by a range of their {@linkplain Lot lot}, read by one scan. The sample grows
 * with what this process writes. It is drawn again when it has doubled, and after {@link
 * RankingConstants#STATISTICS_AGE} for what other processes wrote. Deleted and rewritten records
 * count until then; a ranking does not notice.
 */
public final class TermStatistics {

  private static final int PAGE = 1_000;

  private final RecordCollection collection;
  private final InstantSource clock;
  private final Map<Set<Namespace>, TermSample> samples =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Namespace>, TermSample> eldest) {
          return size() > RankingConstants.STATISTICS_KEPT;
        }
      };

  /** Creates statistics of a collection without having read anything. */
  public TermStatistics(RecordCollection collection, InstantSource clock) {
    this.collection = collection;
    this.clock = clock;
  }

  /** Returns the sample of some namespaces, drawn now if there is none that still serves. */
  TermSample sample(Set<Namespace> namespaces, CallOptions options) {
    Optional<TermSample> known = known(namespaces);
    if (known.isPresent()) {
      return known.get();
    }
    TermSample drawn = draw(namespaces, options);
    synchronized (samples) {
      samples.put(Set.copyOf(namespaces), drawn);
    }
    return drawn;
  }

  private Optional<TermSample> known(Set<Namespace> namespaces) {
    synchronized (samples) {
      return Optional.ofNullable(samples.get(namespaces))
          .filter(sample -> sample.serves(clock.instant()));
    }
  }

  /** Adds records that this process wrote to the samples of their namespaces. */
  void written(List<MemoryRecord> records) {
    synchronized (samples) {
      for (Map.Entry<Set<Namespace>, TermSample> entry : samples.entrySet()) {
        records.stream()
            .filter(record -> entry.getKey().contains(record.namespace()))
            .forEach(entry.getValue()::add);
      }
    }
  }

  private TermSample draw(Set<Namespace> namespaces, CallOptions options) {
    long count = collection.count(namespaces, Filter.all(), options);
    long lots = lots(count);
    TermSample sample = new TermSample(clock.instant(), lots);
    ScanRequest request =
        new ScanRequest(namespaces, below(lots), Projection.SPARSE, Cursor.START, PAGE);
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<MemoryRecord> page = collection.scan(request.at(next.get()), options);
      page.items().forEach(sample::add);
      next = page.next();
    }
    return sample;
  }

  private static long lots(long count) {
    return count <= RankingConstants.STATISTICS_SAMPLE
        ? Lot.BOUND
        : (long) ((double) Lot.BOUND * RankingConstants.STATISTICS_SAMPLE / count);
  }

  private static Filter below(long lots) {
    return lots == Lot.BOUND
        ? Filter.all()
        : Filter.lt(ReservedField.LOT.fieldName(), PayloadValue.of(lots));
  }
}
