package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a call's records into what Milvus takes at once, and says what of them was written. */
final class Batches {

  private static final int RECORDS = 1_000;

  /** A server takes messages of up to 64 MiB. */
  private static final long BYTES = 16L * 1024 * 1024;

  private Batches() {}

  /** Returns the batches; of two records of one identity the later is kept. */
  static List<List<MemoryRecord>> of(List<MemoryRecord> records) {
    Map<String, MemoryRecord> distinct = new LinkedHashMap<>();
    for (MemoryRecord record : records) {
      distinct.put(Keys.record(record.namespace(), record.id()), record);
    }
    return cut(List.copyOf(distinct.values()));
  }

  private static List<List<MemoryRecord>> cut(List<MemoryRecord> records) {
    List<List<MemoryRecord>> batches = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    for (int index = 0; index < records.size(); index++) {
      long size = RecordColumns.bytes(records.get(index));
      if (index > start && (index - start == RECORDS || bytes + size > BYTES)) {
        batches.add(records.subList(start, index));
        start = index;
        bytes = 0;
      }
      bytes += size;
    }
    if (start < records.size()) {
      batches.add(records.subList(start, records.size()));
    }
    return batches;
  }

  /** Returns lists of at most so many. */
  static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> lists = new ArrayList<>();
    for (int start = 0; start < all.size(); start += most) {
      lists.add(all.subList(start, Math.min(all.size(), start + most)));
    }
    return lists;
  }

  /**
   * Returns the outcome of a call of several batches of which one has failed. An id that is also in
   * another namespace, whose record was not written, may be either.
   */
  static WriteOutcome outcome(List<List<String>> batches, int failed, WriteOutcome outcome) {
    if (failed == 0 && (batches.size() == 1 || outcome instanceof WriteOutcome.NotApplied)) {
      return outcome;
    }
    Set<String> applied = ids(batches.subList(0, failed));
    Set<String> unwritten = ids(batches.subList(failed, batches.size()));
    Set<String> unknown =
        outcome instanceof WriteOutcome.NotApplied
            ? new LinkedHashSet<>()
            : ids(batches.subList(failed, failed + 1));
    applied.stream().filter(unwritten::contains).forEach(unknown::add);
    applied.removeAll(unwritten);
    return new WriteOutcome.Partial(List.copyOf(applied), List.copyOf(unknown));
  }

  private static Set<String> ids(List<List<String>> batches) {
    Set<String> ids = new LinkedHashSet<>();
    batches.forEach(ids::addAll);
    return ids;
  }
}
