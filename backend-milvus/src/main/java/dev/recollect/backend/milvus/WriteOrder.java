package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Keeps writes of this process apart that must not meet: a patch reads a record and writes it back,
 * so nobody else may write it meanwhile; and Milvus Lite muddles writes that reach it at the same
 * time. Thread-safe.
 */
final class WriteOrder {

  private static final int MANY = 1_000_000;
  private static final int LANES = 64;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<Semaphore> lanes;
  private final int most;

  private WriteOrder(int lanes, int most) {
    this.lanes = IntStream.range(0, lanes).mapToObj(lane -> new Semaphore(most, true)).toList();
    this.most = most;
  }

  /** Returns an order in which one write runs at a time. */
  static WriteOrder oneAtATime() {
    return new WriteOrder(1, 1);
  }

  /** Returns an order in which only a patch keeps others away, and only from its record. */
  static WriteOrder byRecord() {
    return new WriteOrder(LANES, MANY);
  }

  /** Returns an order in which anything runs beside anything but what is to run alone. */
  static WriteOrder sharedOrAlone() {
    return new WriteOrder(1, MANY);
  }

  /** Returns a permit to write records whole, by their keys. */
  Permit share(Collection<String> keys, CallOptions options) {
    SortedSet<Integer> wanted = new TreeSet<>();
    keys.forEach(key -> wanted.add(lane(key)));
    return acquire(wanted, 1, options);
  }

  /** Returns a permit to write any record. */
  Permit shareAll(CallOptions options) {
    return acquire(IntStream.range(0, lanes.size()).boxed().toList(), 1, options);
  }

  /** Returns a permit to read a record and write it back. */
  Permit alone(String key, CallOptions options) {
    return acquire(List.of(lane(key)), most, options);
  }

  private int lane(String key) {
    return Math.floorMod(key.hashCode(), lanes.size());
  }

  private Permit acquire(Collection<Integer> wanted, int permits, CallOptions options) {
    Permit permit = new Permit();
    boolean complete = false;
    try {
      for (int lane : wanted) {
        await(lanes.get(lane), permits, options);
        permit.held.add(new Held(lanes.get(lane), permits));
      }
      complete = true;
      return permit;
    } finally {
      if (!complete) {
        permit.close();
      }
    }
  }

  private static void await(Semaphore lane, int permits, CallOptions options) {
    try {
      options.check();
      while (!lane.tryAcquire(permits, LOOK, TimeUnit.NANOSECONDS)) {
        options.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted", e);
    }
  }

  private record Held(Semaphore lane, int permits) {}

  /** A permit to write; given back once it is closed and the calls made with it have ended. */
  static final class Permit implements AutoCloseable {
    private final List<Held> held = new ArrayList<>();
    private int holders = 1;

    private Permit() {}

    /** Takes over what another permit holds, which must not be used any more. */
    synchronized void adopt(Permit other) {
      held.addAll(other.held);
    }

    synchronized void keepUntil(CompletableFuture<?> end) {
      holders++;
      CompletableFuture<?> unused = end.whenComplete((answer, failure) -> leave());
    }

    private synchronized void leave() {
      holders--;
      if (holders == 0) {
        held.forEach(one -> one.lane().release(one.permits()));
      }
    }

    @Override
    public void close() {
      leave();
    }
  }
}
