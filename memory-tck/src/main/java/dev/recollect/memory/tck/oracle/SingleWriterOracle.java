package dev.recollect.memory.tck.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides whether what many threads read of a value that one thread writes, one call after the
 * other, is linearizable. Values may come again, so that a value can stand for absence.
 *
 * <p>A read must return a value that was not yet replaced when it began and whose write had begun
 * when it ended, and no older one than a read that ended before it began. Reads may be noted by any
 * thread; writes by one.
 */
public final class SingleWriterOracle {

  private final AtomicLong clock;
  private final List<Call> writes = new ArrayList<>();
  private final Queue<Call> reads = new ConcurrentLinkedQueue<>();

  /**
   * Creates an oracle.
   *
   * @param clock tells the moments that begin and end calls; shared by all values of a test
   * @param first the value before the first write
   */
  public SingleWriterOracle(AtomicLong clock, long first) {
    this.clock = clock;
    writes.add(new Call(first, clock.incrementAndGet(), clock.incrementAndGet()));
  }

  /** Returns the present moment; no two are equal. */
  public long now() {
    return clock.incrementAndGet();
  }

  /** Notes that a value was written by a call that began at a moment and has just ended. */
  public void wrote(long value, long begin) {
    writes.add(new Call(value, begin, now()));
  }

  /** Notes that a value was read by a call that began at a moment and has just ended. */
  public void read(long value, long begin) {
    reads.add(new Call(value, begin, now()));
  }

  /** Returns a read that cannot have happened, if there is one; to be asked when all have ended. */
  public Optional<String> violation() {
    List<Call> byBegin = new ArrayList<>(reads);
    byBegin.sort(Comparator.comparingLong(Call::begin));
    List<Seen> seen = new ArrayList<>();
    for (Call read : byBegin) {
      int oldest =
          seen.stream()
              .filter(earlier -> earlier.end() < read.begin())
              .mapToInt(Seen::write)
              .max()
              .orElse(0);
      int write = Math.max(oldest, lastEndedBefore(read.begin()));
      while (write < writes.size() && writes.get(write).value() != read.value()) {
        write++;
      }
      if (write == writes.size() || writes.get(write).begin() > read.end()) {
        return Optional.of(
            "%d was read from moment %d to %d; the writes were %s"
                .formatted(read.value(), read.begin(), read.end(), writes));
      }
      seen.add(new Seen(write, read.end()));
    }
    return Optional.empty();
  }

  private int lastEndedBefore(long moment) {
    int last = 0;
    while (last + 1 < writes.size() && writes.get(last + 1).end() < moment) {
      last++;
    }
    return last;
  }

  private record Call(long value, long begin, long end) {}

  /** What a read saw at the earliest: the number of a write, and when the read ended. */
  private record Seen(int write, long end) {}
}
