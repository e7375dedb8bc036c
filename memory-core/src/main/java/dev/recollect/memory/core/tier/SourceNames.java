package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.NearestName;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sources of a tenant by name, kept in the state store. Thread-safe, also across processes. */
final class SourceNames {

  private static final CallOptions OPTIONS = CallOptions.none();

  /**
   * A source as it is stored.
   *
   * @param source the source
   * @param deleting whether its deletion has begun, so that nobody may use it any more
   * @param version of its entry
   */
  record Stored(Source source, boolean deleting, long version) {}

  private final StateStore state;
  private final StateKeys keys;
  private final InstantSource clock;
  private final TimeOrderedIds ids;

  SourceNames(StateStore state, StateKeys keys, InstantSource clock, TimeOrderedIds ids) {
    this.state = state;
    this.keys = keys;
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns the source of a name, also one whose deletion has begun. */
  Optional<Stored> find(String name) {
    OwnerNames.require("source", name);
    return state.get(keys.source(name), OPTIONS).map(StateJson::source);
  }

  /** Returns the source of a name that may be used; NOT_FOUND with the nearest name. */
  Stored existing(String name) {
    return requireUsable(find(name).orElseThrow(() -> unknown(name)));
  }

  private static Stored requireUsable(Stored found) {
    if (found.deleting()) {
      throw MemoryException.notFound(
          "source '"
              + found.source().name()
              + "' is being deleted; delete it again to finish that");
    }
    return found;
  }

  /** Returns the source of a name, made now if there is none. */
  Source orCreate(String name) {
    Optional<Stored> found = find(name);
    return found.isPresent() ? requireUsable(found.orElseThrow()).source() : createOrFind(name);
  }

  private Source createOrFind(String name) {
    Source made =
        new Source(name, ids.next(), Moments.requireStorable("time of the clock", clock.instant()));
    String value = StateJson.write(new Stored(made, false, 0));
    try {
      state.commit(
          List.of(new StateChange.Put(keys.source(name), value, StateChange.ABSENT)), OPTIONS);
      return made;
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      return existing(name).source();
    }
  }

  /** Returns the sources by name, ascending, also those whose deletion has begun. */
  Page<Source> list(Cursor cursor) {
    Page<StateEntry> page = state.list(keys.sources(), cursor, OPTIONS);
    List<Source> sources =
        page.items().stream().map(entry -> StateJson.source(entry).source()).toList();
    return page.next().map(next -> Page.of(sources, next)).orElseGet(() -> Page.last(sources));
  }

  /** Returns the change that fails if somebody has changed the source since it was read. */
  StateChange touch(Stored stored) {
    return put(stored, stored.deleting());
  }

  /** Marks a source so that nobody uses it from now on. */
  Stored beginDeletion(Stored stored) {
    if (stored.deleting()) {
      return stored;
    }
    try {
      long version = state.commit(List.of(put(stored, true)), OPTIONS);
      return new Stored(stored.source(), true, version);
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? changed(stored, e) : e;
    }
  }

  private static MemoryException changed(Stored stored, MemoryException cause) {
    return new MemoryException(
        ErrorKind.CONFLICT,
        "source '"
            + stored.source().name()
            + "' was attached or changed at the same time; look who uses it, then delete it again",
        cause);
  }

  private StateChange put(Stored stored, boolean deleting) {
    Stored value = new Stored(stored.source(), deleting, 0);
    return new StateChange.Put(
        keys.source(stored.source().name()), StateJson.write(value), stored.version());
  }

  void endDeletion(Stored stored) {
    String key = keys.source(stored.source().name());
    state.commit(List.of(new StateChange.Delete(key, stored.version())), OPTIONS);
  }

  MemoryException unknown(String name) {
    List<String> names = new ArrayList<>();
    StateEntries.forEach(
        state,
        keys.sources(),
        OPTIONS,
        entry -> names.add(StateJson.source(entry).source().name()));
    String none = names.isEmpty() ? " There are no sources yet." : "";
    return MemoryException.notFound(
        "there is no source '" + name + "'." + NearestName.hint(names, name) + none);
  }
}
