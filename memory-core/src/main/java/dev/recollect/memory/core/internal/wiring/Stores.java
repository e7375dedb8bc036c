package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.spi.Backend;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The backends on which the tiers lie; two of them may be the same.
 *
 * @param state keeps owners, blocks and conversations
 * @param recall keeps messages
 * @param archival keeps passages
 */
record Stores(StatePlacement.Placed state, BackendPool.Opened recall, BackendPool.Opened archival) {

  /** Returns how many bytes they take, each counted once; empty if one of them cannot tell. */
  OptionalLong bytes() {
    Set<Backend> distinct = new HashSet<>();
    distinct.add(state.backend().backend());
    distinct.add(recall.backend());
    distinct.add(archival.backend());
    long sum = 0;
    for (Backend backend : distinct) {
      OptionalLong bytes = backend.bytes();
      if (bytes.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += bytes.getAsLong();
    }
    return OptionalLong.of(sum);
  }
}
