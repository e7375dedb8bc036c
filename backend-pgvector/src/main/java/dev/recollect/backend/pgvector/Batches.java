package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the records of a call are cut: into transactions, and those into statements. */
final class Batches {

  /** A call within these is one transaction; a larger one is split. */
  static final int TRANSACTION_RECORDS = 5_000;

  private static final long TRANSACTION_BYTES = 64L * 1024 * 1024;

  /** One statement has at most so many. */
  static final int STATEMENT_RECORDS = 200;

  private static final long STATEMENT_BYTES = 4L * 1024 * 1024;

  /** Everybody takes the locks of rows in this order, so that nobody waits in a circle. */
  private static final Comparator<MemoryRecord> ORDER =
      Comparator.comparing((MemoryRecord record) -> record.namespace().key())
          .thenComparing(MemoryRecord::id);

  private Batches() {}

  private record Identity(Namespace namespace, String id) {}

  /**
   * Returns the transactions of a call, of at most so many records; of two records of one identity
   * the later is kept.
   */
  static List<List<MemoryRecord>> of(List<MemoryRecord> records, int transactionRecords) {
    return cut(distinct(records), transactionRecords, TRANSACTION_BYTES);
  }

  private static List<MemoryRecord> distinct(List<MemoryRecord> records) {
    Map<Identity, MemoryRecord> distinct = new LinkedHashMap<>();
    for (MemoryRecord record : records) {
      distinct.put(new Identity(record.namespace(), record.id()), record);
    }
    return List.copyOf(distinct.values());
  }

  /** Returns the statements of a transaction. */
  static List<List<MemoryRecord>> statements(List<MemoryRecord> transaction) {
    return cut(transaction.stream().sorted(ORDER).toList(), STATEMENT_RECORDS, STATEMENT_BYTES);
  }

  private static List<List<MemoryRecord>> cut(
      List<MemoryRecord> records, int mostRecords, long mostBytes) {
    List<List<MemoryRecord>> parts = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    for (int index = 0; index < records.size(); index++) {
      long size = bytes(records.get(index));
      if (index > start && (index - start == mostRecords || bytes + size > mostBytes)) {
        parts.add(records.subList(start, index));
        start = index;
        bytes = 0;
      }
      bytes += size;
    }
    if (start < records.size()) {
      parts.add(records.subList(start, records.size()));
    }
    return parts;
  }

  private static long bytes(MemoryRecord record) {
    long bytes = 3L * record.text().length();
    for (DenseVector vector : record.dense().values()) {
      bytes += vector instanceof DenseVector.Values values ? 4L * values.dimension() : 0;
    }
    return bytes + record.sparse().values().stream().mapToLong(vector -> 8L * vector.size()).sum();
  }
}
