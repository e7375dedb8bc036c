package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import io.milvus.grpc.FlushRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Has Milvus Lite turn what was written into a segment before a read, where there is much of it: it
 * looks at records that are in none one by one, in Python. No read runs beside a flush: it would be
 * shown what a segment held before. Servers do all that by themselves. Thread-safe.
 */
final class LiteFlush {

  private static final int MANY = 1_000;

  private final Rpc rpc;
  private final String physical;
  private final WriteOrder order;
  private final WriteOrder reads;
  private final boolean lite;
  private final AtomicInteger weight = new AtomicInteger();

  LiteFlush(Rpc rpc, String physical, WriteOrder order, WriteOrder reads, boolean lite) {
    this.rpc = rpc;
    this.physical = physical;
    this.order = order;
    this.reads = reads;
    this.lite = lite;
  }

  void written(int records) {
    weight.addAndGet(records);
  }

  /** Runs a read, after a flush if one is worth while. Reads must not be nested. */
  <T> T reading(CallOptions options, Supplier<T> read) {
    if (!lite) {
      return read.get();
    }
    flushIfHeavy(options);
    WriteOrder.Permit permit = reads.shareAll(rpc.bounded(options));
    try {
      return read.get();
    } finally {
      permit.close();
    }
  }

  /** A read that is about to begin is none the worse without. */
  private void flushIfHeavy(CallOptions options) {
    int heavy = weight.get();
    if (heavy < MANY || !weight.compareAndSet(heavy, 0)) {
      return;
    }
    try {
      flush(rpc.bounded(options));
    } catch (MemoryException e) {
      weight.addAndGet(heavy);
      options.check();
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
  }

  /** Writes are kept away first: a patch reads too, while it keeps other writes away. */
  private void flush(CallOptions options) {
    FlushRequest request = FlushRequest.newBuilder().addCollectionNames(physical).build();
    try (WriteOrder.Permit permit = order.shareAll(options)) {
      permit.adopt(reads.alone(physical, options));
      rpc.write(Method.FLUSH, request, options, permit);
    }
  }
}
