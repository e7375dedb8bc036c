package dev.recollect.memory.core.broken;

import static dev.recollect.memory.core.broken.Fault.ofState;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.forwarding.ForwardingStateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Stores that tear, lose or mix up small versioned values. */
final class StateFaults {

  private StateFaults() {}

  static List<Fault> all() {
    return List.of(
        ofState(
            "commits one key after the other",
            "State",
            "commit_severalKeys_changesAllOrNone",
            OneByOne::new),
        ofState(
            "shows a commit by half",
            "StateConcurrency",
            "commit_severalKeysFromManyThreads_keepsThemEqual",
            OneByOne::new),
        ofState(
            "lets the last writer win",
            "State",
            "commit_unexpectedVersion_isConflictAndChangesNothing",
            LastWriterWins::new),
        ofState(
            "tells the losers of a race that they have won",
            "StateConcurrency",
            "commit_creationFromManyThreads_succeedsOnce",
            LastWriterWins::new),
        ofState(
            "gives versions again",
            "State",
            "commit_recreatedKey_neverHasAnOldVersion",
            VersionsAgain::new),
        ofState(
            "takes a prefix for a pattern",
            "State",
            "list_prefix_returnsItsKeysByUtf8Bytes",
            PrefixAsPattern::new),
        ofState(
            "lists keys by UTF-16",
            "State",
            "list_prefix_returnsItsKeysByUtf8Bytes",
            right ->
                new ForwardingStateStore(right) {
                  @Override
                  public Page<StateEntry> list(String prefix, Cursor from, CallOptions options) {
                    Page<StateEntry> page = super.list(prefix, from, options);
                    List<StateEntry> items = new ArrayList<>(page.items());
                    items.sort((one, two) -> one.key().compareTo(two.key()));
                    return page.next().isPresent()
                        ? Page.of(items, page.next().get())
                        : Page.last(items);
                  }
                }),
        ofState(
            "finds what a damaged key turns into",
            "HostileTexts",
            "state_withKeysNoEntryCanHave_findsNothingOrRefuses",
            right ->
                new ForwardingStateStore(right) {
                  @Override
                  public Optional<StateEntry> get(String key, CallOptions options) {
                    byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
                    return super.get(new String(encoded, StandardCharsets.UTF_8), options);
                  }
                }),
        ofState(
            "takes any cursor for a key",
            "Cursors",
            "listings_cursorIsGarbage_refuseIt",
            right ->
                new ForwardingStateStore(right) {
                  @Override
                  public Page<StateEntry> list(String prefix, Cursor from, CallOptions options) {
                    return super.list(
                        prefix,
                        from.isStart() || from.token().startsWith("state:")
                            ? from
                            : Cursor.of("state", from.token()),
                        options);
                  }
                }));
  }

  private static final class OneByOne extends ForwardingStateStore {
    OneByOne(StateStore right) {
      super(right);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      long version = 0;
      for (StateChange change : changes) {
        version = super.commit(List.of(change), options);
        LockSupport.parkNanos(50_000);
      }
      return version;
    }
  }

  /** Puts whatever version is there, as a store without compare-and-set does. */
  private static final class LastWriterWins extends ForwardingStateStore {
    LastWriterWins(StateStore right) {
      super(right);
    }

    @Override
    public synchronized long commit(List<StateChange> changes, CallOptions options) {
      List<StateChange> blind = new ArrayList<>();
      for (StateChange change : changes) {
        long present = get(change.key(), options).map(StateEntry::version).orElse(0L);
        blind.add(
            change instanceof StateChange.Put(String key, String value, long ignored)
                ? new StateChange.Put(key, value, present)
                : change);
      }
      return super.commit(blind, options);
    }
  }

  /** Counts the versions of each key from 1. */
  private static final class VersionsAgain extends ForwardingStateStore {
    VersionsAgain(StateStore right) {
      super(right);
    }

    @Override
    public long commit(List<StateChange> changes, CallOptions options) {
      List<StateChange> real = new ArrayList<>();
      long version = 0;
      for (StateChange change : changes) {
        long present = super.get(change.key(), options).map(StateEntry::version).orElse(0L);
        version = change.expected() + 1;
        real.add(
            change instanceof StateChange.Put(String key, String value, long ignored)
                ? new StateChange.Put(key, value, present)
                : new StateChange.Delete(change.key(), present));
      }
      super.commit(real, options);
      return version;
    }
  }

  /** As LIKE does: an underscore stands for any character, and letter case does not count. */
  private static final class PrefixAsPattern extends ForwardingStateStore {
    PrefixAsPattern(StateStore right) {
      super(right);
    }

    @Override
    public Page<StateEntry> list(String prefix, Cursor from, CallOptions options) {
      List<StateEntry> matching = new ArrayList<>();
      for (StateEntry entry : super.list("", from, options).items()) {
        if (entry.key().toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT))) {
          matching.add(entry);
        }
      }
      return Page.last(matching);
    }
  }
}
