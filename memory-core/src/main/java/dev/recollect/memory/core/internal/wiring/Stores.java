package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
    long sum = 0;
    for (BackendPool.Opened each : distinct()) {
      OptionalLong bytes = each.backend().bytes();
      if (bytes.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += bytes.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private Collection<BackendPool.Opened> distinct() {
    Map<Backend, BackendPool.Opened> distinct = new LinkedHashMap<>();
    List.of(state.backend(), recall, archival).forEach(one -> distinct.put(one.backend(), one));
    return distinct.values();
  }

  /**
   * Compacts each of them.
   *
   * @throws MemoryException UNSUPPORTED, once the others are compacted, naming those that cannot be
   */
  void compact(CallOptions options) {
    List<String> refusing = new ArrayList<>();
    for (BackendPool.Opened each : distinct()) {
      try {
        each.backend().compact(options);
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.UNSUPPORTED) {
          throw e;
        }
        refusing.add(each.place());
      }
    }
    if (!refusing.isEmpty()) {
      throw new MemoryException(
          ErrorKind.UNSUPPORTED,
          "these stores cannot be compacted from here, all others are: "
              + String.join(", ", refusing)
              + ". Use their own tools");
    }
  }
}
