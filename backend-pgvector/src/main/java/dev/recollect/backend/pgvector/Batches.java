package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.support.CallBatches;
import java.util.Comparator;
import java.util.List;

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

  /** Returns the transactions of a call, of at most so many records. */
  static CallBatches<MemoryRecord> of(List<MemoryRecord> records, int transactionRecords) {
    return CallBatches.ofRecords(records, transactionRecords, TRANSACTION_BYTES);
  }

  /** Returns the statements of a transaction. */
  static List<List<MemoryRecord>> statements(List<MemoryRecord> transaction) {
    List<MemoryRecord> ordered = transaction.stream().sorted(ORDER).toList();
    return CallBatches.ofRecords(ordered, STATEMENT_RECORDS, STATEMENT_BYTES).all();
  }
}
