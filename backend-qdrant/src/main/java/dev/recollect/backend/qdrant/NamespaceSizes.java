package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * About how many records sets of namespaces have, remembered for a while: no more than the way of a
 * search depends on it. Thread-safe.
 */
final class NamespaceSizes {

  private static final long AGE = Duration.ofSeconds(30).toNanos();
  private static final int REMEMBERED = 10_000;

  private final Calls calls;
  private final String physical;
  private final QdrantFilter filters;
  private final Map<Set<Namespace>, Counted> counted = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();

  NamespaceSizes(Calls calls, String physical, CollectionSpec spec) {
    this.calls = calls;
    this.physical = physical;
    this.filters = new QdrantFilter(spec);
  }

  private record Counted(long records, long time, long written) {
    boolean serves(long now, long writtenNow) {
      boolean grown = writtenNow - written > Math.max(100, records / 2);
      return !grown && now - time < AGE;
    }
  }

  /** Notes that this process has written records. */
  void written(int records) {
    written.addAndGet(records);
  }

  /** Returns about how many records a set of namespaces has. */
  long of(Set<Namespace> namespaces, CallOptions options) {
    Counted known = counted.get(namespaces);
    long now = System.nanoTime();
    if (known != null && known.serves(now, written.get())) {
      return known.records();
    }
    long before = written.get();
    long records = count(namespaces, options);
    if (counted.size() >= REMEMBERED) {
      counted.clear();
    }
    counted.put(namespaces, new Counted(records, now, before));
    return records;
  }

  private long count(Set<Namespace> namespaces, CallOptions options) {
    return calls
        .read(
            options,
            PointsGrpc.getCountMethod(),
            CountPoints.newBuilder()
                .setCollectionName(physical)
                .setFilter(filters.of(namespaces, Filter.all()))
                .setExact(false)
                .build())
        .getResult()
        .getCount();
  }
}
