package dev.recollect.memory.api.spi.support;

import dev.recollect.memory.api.value.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * About how many records sets of namespaces have, by which a search may choose its way. A size is
 * remembered for half a minute, or until this process has written half as many records, at least a
 * hundred; so it may be wrong, and nothing else may depend on it. Thread-safe.
 *
 * @param <S> what a store knows of a size
 */
public final class RememberedSizes<S> {

  private static final long AGE = Duration.ofSeconds(30).toNanos();
  private static final int REMEMBERED = 10_000;
  private static final long LEAST_GROWTH = 100;

  private final ToLongFunction<S> records;
  private final LongSupplier nanoTime;
  private final Map<Set<Namespace>, Counted<S>> counted = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();

  /**
   * Creates an empty memory.
   *
   * @param records tells the number of records of a size
   */
  public RememberedSizes(ToLongFunction<S> records) {
    this(records, System::nanoTime);
  }

  RememberedSizes(ToLongFunction<S> records, LongSupplier nanoTime) {
    this.records = records;
    this.nanoTime = nanoTime;
  }

  private record Counted<S>(S size, long time, long written) {}

  /**
   * Asks a store for a size.
   *
   * @param <S> what it knows of a size
   * @param <X> what it throws
   */
  public interface Counting<S, X extends Exception> {

    /** Returns the size. */
    S count() throws X;
  }

  /** Notes that this process has written records. */
  public void written(int number) {
    written.addAndGet(number);
  }

  /** Returns the size of a set of namespaces, which is counted unless it is remembered. */
  public <X extends Exception> S of(Set<Namespace> namespaces, Counting<S, X> counting) throws X {
    Counted<S> known = counted.get(namespaces);
    long now = nanoTime.getAsLong();
    long before = written.get();
    if (known != null && serves(known, now, before)) {
      return known.size();
    }
    S size = counting.count();
    if (counted.size() >= REMEMBERED) {
      counted.clear();
    }
    counted.put(Set.copyOf(namespaces), new Counted<>(size, now, before));
    return size;
  }

  private boolean serves(Counted<S> known, long now, long writtenNow) {
    long growth = Math.max(LEAST_GROWTH, records.applyAsLong(known.size()) / 2);
    return writtenNow - known.written() <= growth && now - known.time() < AGE;
  }
}
