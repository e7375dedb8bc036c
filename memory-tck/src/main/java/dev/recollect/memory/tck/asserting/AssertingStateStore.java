package dev.recollect.memory.tck.asserting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A state store that checks what each call returns; see {@link AssertingBackend}. */
final class AssertingStateStore implements StateStore {

  private final StateStore store;

  AssertingStateStore(StateStore store) {
    this.store = store;
  }

  @Override
  public Optional<StateEntry> get(String key, CallOptions options) {
    Optional<StateEntry> entry = Faults.checked(() -> store.get(key, options));
    entry.ifPresent(present -> assertThat(present.key()).as("key").isEqualTo(key));
    entry.ifPresent(present -> assertThat(present.version()).as("version").isPositive());
    return entry;
  }

  @Override
  public Page<StateEntry> list(String prefix, Cursor cursor, CallOptions options) {
    Page<StateEntry> page = Faults.checked(() -> store.list(prefix, cursor, options));
    String last = null;
    for (StateEntry entry : page.items()) {
      assertThat(entry.key()).as("listed key").startsWith(prefix);
      assertThat(entry.version()).as("version").isPositive();
      assertThat(last == null || compareUtf8(last, entry.key()) < 0)
          .as("'%s' before '%s' by UTF-8 bytes", last, entry.key())
          .isTrue();
      last = entry.key();
    }
    return page;
  }

  private static int compareUtf8(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long commit(List<StateChange> changes, CallOptions options) {
    long version = Faults.checked(() -> store.commit(changes, options));
    assertThat(version).as("version").isPositive();
    for (StateChange change : changes) {
      assertThat(version).as("new version of %s", change.key()).isGreaterThan(change.expected());
    }
    return version;
  }
}
