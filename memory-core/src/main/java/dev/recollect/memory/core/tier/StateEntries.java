package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.function.Consumer;

/** Walks all entries below a prefix of a state store. */
final class StateEntries {

  private StateEntries() {}

  static void forEach(
      StateStore state, String prefix, CallOptions options, Consumer<StateEntry> action) {
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(prefix, cursor, options);
      page.items().forEach(action);
      if (page.next().isEmpty()) {
        return;
      }
      cursor = page.next().orElseThrow();
    }
  }
}
