package dev.recollect.memory.tck.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides whether what many threads read of one value, while many wrote it, is linearizable: as if
 * each call had happened at one moment between its begin and its end. Thread-safe until asked.
 *
 * <p>No value is written twice, which makes the question easy (Gibbons and Korach, Testing Shared
 * Memories, 1997): the calls of one value span a zone of time from the first end to the last begin.
 * No two zones that run forward may overlap, and none that runs backward (all its calls share a
 * moment) may lie inside one that runs forward.
 */
public final class RegisterOracle {

  private final AtomicLong clock;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  /**
   * Creates an oracle of a value that has been written once so far.
   *
   * @param clock tells the moments that begin and end calls; shared by all values of a test
   * @param first the value so far
   */
  public RegisterOracle(AtomicLong clock, long first) {
    this.clock = clock;
    calls.add(new Call(true, first, clock.incrementAndGet(), clock.incrementAndGet()));
  }

  /** Returns the present moment; no two are equal. */
  public long now() {
    return clock.incrementAndGet();
  }

  /** Notes that a value was written by a call that began at a moment and has just ended. */
  public void wrote(long value, long begin) {
    calls.add(new Call(true, value, begin, now()));
  }

  /** Notes that a value was read by a call that began at a moment and has just ended. */
  public void read(long value, long begin) {
    calls.add(new Call(false, value, begin, now()));
  }

  /** Returns how many calls were noted. */
  public int calls() {
    return calls.size();
  }

  /** Returns what cannot have happened in any order of the calls, if there is such a thing. */
  public Optional<String> violation() {
    Map<Long, Zone> zones = new HashMap<>();
    for (Call call : calls) {
      if (call.writes() && zones.put(call.value(), new Zone(call)) != null) {
        throw new IllegalArgumentException(call.value() + " is written twice");
      }
    }
    for (Call call : calls) {
      Zone zone = zones.get(call.value());
      if (zone == null) {
        return Optional.of(call.value() + " was read and never written");
      }
      if (call.end() < zone.write.begin()) {
        return Optional.of(call.value() + " was read before it was written");
      }
      zone.add(call);
    }
    return violation(List.copyOf(zones.values()));
  }

  private static Optional<String> violation(List<Zone> zones) {
    List<Zone> forward = new ArrayList<>(zones.stream().filter(Zone::isForward).toList());
    forward.sort(Comparator.comparingLong(zone -> zone.firstEnd));
    for (int index = 1; index < forward.size(); index++) {
      Zone before = forward.get(index - 1);
      Zone after = forward.get(index);
      if (after.firstEnd < before.lastBegin) {
        return Optional.of(
            "%d was still read after %d had taken its place, or the other way round"
                .formatted(before.write.value(), after.write.value()));
      }
    }
    for (Zone inner : zones) {
      for (Zone outer : forward) {
        if (!inner.isForward()
            && outer.firstEnd < inner.lastBegin
            && inner.firstEnd < outer.lastBegin) {
          return Optional.of(
              "%d was written and gone while %d was there all the time"
                  .formatted(inner.write.value(), outer.write.value()));
        }
      }
    }
    return Optional.empty();
  }

  private record Call(boolean writes, long value, long begin, long end) {}

  /** The time that the calls of one value span. */
  private static final class Zone {
    private final Call write;
    private long firstEnd;
    private long lastBegin;

    Zone(Call write) {
      this.write = write;
      this.firstEnd = write.end();
      this.lastBegin = write.begin();
    }

    void add(Call call) {
      firstEnd = Math.min(firstEnd, call.end());
      lastBegin = Math.max(lastBegin, call.begin());
    }

    boolean isForward() {
      return firstEnd < lastBegin;
    }
  }
}
