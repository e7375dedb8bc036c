package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.spi.support.RememberedSizes;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.util.Set;

/**
 * About how many records sets of namespaces have, remembered for a while: no more than the way of a
 * search depends on it. Thread-safe.
 */
final class NamespaceSizes {

  private final RecordReader reader;
  private final RememberedSizes<Long> sizes = new RememberedSizes<>(Long::longValue);

  NamespaceSizes(RecordReader reader) {
    this.reader = reader;
  }

  /** Notes that this process has written records. */
  void written(int records) {
    sizes.written(records);
  }

  /** Returns about how many records a set of namespaces has. */
  long of(Set<Namespace> namespaces, CallOptions options) {
    return sizes.of(namespaces, () -> reader.estimate(namespaces, options));
  }
}
