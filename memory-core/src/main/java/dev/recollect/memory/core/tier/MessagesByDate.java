package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Total;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Evidence;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.search.WholeReader;
import dev.recollect.memory.core.search.WholeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists messages that pass a filter, oldest first; only their ids are kept, texts read by slice.
 */
final class MessagesByDate {

  private static final int HITS = 10;
  private static final int SCAN_PAGE = 1_000;

  private record Found(Instant occurredAt, String conversation, long sequence, String id) {
    static final Comparator<Found> OLDEST_FIRST =
        Comparator.comparing(Found::occurredAt)
            .thenComparing(Found::conversation)
            .thenComparingLong(Found::sequence);

    static Found of(MemoryRecord record) {
      String conversation = record.id().substring(0, record.id().lastIndexOf('/'));
      return new Found(record.occurredAt(), conversation, record.sequence().orElse(0), record.id());
    }
  }

  private final RecordCollection collection;
  private final Namespace namespace;
  private final WholeReader reader;

  MessagesByDate(RecordCollection collection, Namespace namespace) {
    this.collection = collection;
    this.namespace = namespace;
    this.reader = new WholeReader(collection);
  }

  SearchResult<RecalledMessage> find(Filter filter) {
    List<String> ids = scan(filter).stream().sorted(Found.OLDEST_FIRST).map(Found::id).toList();
    return new SearchResult<>(
        read(ids, 0, Math.min(HITS, ids.size())),
        new Total(ids.size(), true),
        (from, to) -> read(ids, from, to));
  }

  private List<Found> scan(Filter filter) {
    List<Found> found = new ArrayList<>();
    ScanRequest request =
        new ScanRequest(Set.of(namespace), filter, Projection.KEYS, Cursor.START, SCAN_PAGE);
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<MemoryRecord> page = collection.scan(request.at(next.get()), CallOptions.none());
      page.items().forEach(record -> found.add(Found.of(record)));
      next = page.next();
    }
    return found;
  }

  private List<SearchHit<RecalledMessage>> read(List<String> ids, int from, int to) {
    List<String> slice = ids.subList(from, to);
    Map<String, WholeRecord> wholes =
        reader.read(namespace, slice, Projection.CONTENT, CallOptions.none());
    List<SearchHit<RecalledMessage>> hits = new ArrayList<>();
    for (int index = 0; index < slice.size(); index++) {
      WholeRecord whole = wholes.get(slice.get(index));
      if (whole != null) {
        hits.add(
            new SearchHit<>(
                from + index + 1, 0, MessageRecords.message(whole), Evidence.builder().build()));
      }
    }
    return hits;
  }
}
