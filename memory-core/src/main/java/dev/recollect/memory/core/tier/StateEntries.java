package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.List;
import java.util.function.Consumer;

/** Walks all entries below a prefix of a state store. */
final class StateEntries {

  private static final int DELETES_AT_ONCE = 500;

  private StateEntries() {}

  /**
   * Deletes all entries below a prefix, reading anew after each batch, because a store may not
   * promise more for a walk under deletes.
   *
   * @return whether there were any
   */
  static boolean deleteAll(StateStore state, String prefix, CallOptions options) {
    boolean any = false;
    List<StateChange> batch = firstDeletes(state, prefix, options);
    while (!batch.isEmpty()) {
      state.commit(batch, options);
      any = true;
      batch = firstDeletes(state, prefix, options);
    }
    return any;
  }

  private static List<StateChange> firstDeletes(
      StateStore state, String prefix, CallOptions options) {
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(prefix, cursor, options);
      if (!page.items().isEmpty() || page.next().isEmpty()) {
        return page.items().stream()
            .limit(DELETES_AT_ONCE)
            .<StateChange>map(entry -> new StateChange.Delete(entry.key(), entry.version()))
            .toList();
      }
      cursor = page.next().orElseThrow();
    }
  }

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
