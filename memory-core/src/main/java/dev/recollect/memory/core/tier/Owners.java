package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.NearestName;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The owners of a tenant by name, kept in the state store. Thread-safe, also across processes. */
public final class Owners {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;
  private final InstantSource clock;
  private final TimeOrderedIds ids;
  private final @Nullable Owner pinned;

  /** Creates the owners of a tenant. */
  public Owners(StateStore state, StateKeys keys, InstantSource clock, TimeOrderedIds ids) {
    this(state, keys, clock, ids, null);
  }

  private Owners(
      StateStore state,
      StateKeys keys,
      InstantSource clock,
      TimeOrderedIds ids,
      @Nullable Owner pinned) {
    this.state = state;
    this.keys = keys;
    this.clock = clock;
    this.ids = ids;
    this.pinned = pinned;
  }

  /**
   * Returns the same owners, where the name of one means that very owner for ever, whatever it or
   * another is called later; once it is deleted it is not made again.
   */
  public Owners pinning(Owner owner) {
    return new Owners(state, keys, clock, ids, owner);
  }

  /** Returns a handle that looks the owner up anew at each use, so that it notices a deletion. */
  public OwnerHandle handle(String name) {
    OwnerNames.require("owner", name);
    return new OwnerHandle() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Owner existing() {
        return Owners.this.existing(name);
      }

      @Override
      public Owner orCreate() {
        return Owners.this.orCreate(name);
      }

      @Override
      public StateChange touch() {
        return Owners.this.touch(name);
      }
    };
  }

  /** Returns the owner of a name, if there is one. */
  public Optional<Owner> find(String name) {
    return entry(name).map(StateJson::owner);
  }

  /**
   * Returns the owner of a name.
   *
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public Owner existing(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** Returns the owner of a name, made now if there is none. */
  public Owner orCreate(String name) {
    if (isPinned(name)) {
      return existing(name);
    }
    return find(name).orElseGet(() -> createOrFind(name));
  }

  private Owner createOrFind(String name) {
    try {
      return create(name);
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      return find(name).orElseThrow(() -> e);
    }
  }

  /**
   * Makes an owner.
   *
   * @throws MemoryException CONFLICT if the name is taken, INVALID or LIMIT for the name
   */
  public Owner create(String name) {
    OwnerNames.require("owner", name);
    Owner owner =
        new Owner(name, ids.next(), Moments.requireStorable("time of the clock", clock.instant()));
    try {
      state.commit(List.of(naming(owner)), OPTIONS);
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? taken(name, e) : e;
    }
    return owner;
  }

  private static MemoryException taken(String name, MemoryException cause) {
    return new MemoryException(
        ErrorKind.CONFLICT, "there is an owner '" + name + "' already; open it instead", cause);
  }

  /**
   * Gives an owner another name, in one commit; nothing of what it has moves.
   *
   * @param more what else that commit changes, for the owner under its new name
   * @throws MemoryException NOT_FOUND with the nearest name, CONFLICT if the new name is taken,
   *     INVALID or LIMIT for it
   */
  public Owner rename(String name, String newName, Function<Owner, List<StateChange>> more) {
    OwnerNames.require("owner", newName);
    return CompareAndSet.repeat(OPTIONS, () -> renameOnce(name, newName, more))
        .orElseThrow(() -> occupied(newName));
  }

  /** Returns the owner under its new name; empty if that is taken. */
  private Optional<Owner> renameOnce(
      String name, String newName, Function<Owner, List<StateChange>> more) {
    StateEntry entry = entry(name).orElseThrow(() -> unknown(name));
    Owner before = StateJson.owner(entry);
    if (before.name().equals(newName)) {
      return Optional.of(before);
    }
    if (isTaken(newName)) {
      return Optional.empty();
    }
    Owner after = new Owner(newName, before.id(), before.createdAt());
    List<StateChange> changes = new ArrayList<>(more.apply(after));
    changes.add(new StateChange.Delete(entry.key(), entry.version()));
    changes.add(naming(after));
    String renamed = keys.renamed(after);
    long last = state.get(renamed, OPTIONS).map(StateEntry::version).orElse(StateChange.ABSENT);
    changes.add(new StateChange.Put(renamed, newName, last));
    state.commit(changes, OPTIONS);
    return Optional.of(after);
  }

  /** Returns whether somebody has a name, be it the name of the pinned owner once. */
  boolean isTaken(String name) {
    return state.get(keys.name(name), OPTIONS).isPresent();
  }

  /** Returns the change that gives an owner its name; it fails if that is taken. */
  StateChange naming(Owner owner) {
    return new StateChange.Put(keys.name(owner.name()), StateJson.write(owner), StateChange.ABSENT);
  }

  static MemoryException occupied(String name) {
    return MemoryException.conflict(
        "there is an owner '" + name + "' already; choose another name. Nothing was changed");
  }

  /** Returns the owners by name, ascending. */
  public Page<Owner> list(Cursor cursor) {
    Page<StateEntry> page = state.list(keys.names(), cursor, OPTIONS);
    List<Owner> owners = page.items().stream().map(StateJson::owner).toList();
    return page.next().map(next -> Page.of(owners, next)).orElseGet(() -> Page.last(owners));
  }

  /**
   * Deletes an owner: records first, then state, the name last, so that after a failure the owner
   * is still found and the call can be repeated.
   *
   * @param records deletes what the owner has outside the state store
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public void delete(String name, OwnedRecords records) {
    StateEntry entry = entry(name).orElseThrow(() -> unknown(name));
    Owner owner = StateJson.owner(entry);
    records.deleteAll(owner);
    CompareAndSet.repeat(OPTIONS, () -> StateEntries.deleteAll(state, keys.owner(owner), OPTIONS));
    state.commit(List.of(new StateChange.Delete(entry.key(), entry.version())), OPTIONS);
  }

  /** Everything that an owner has outside the state store. */
  @FunctionalInterface
  public interface OwnedRecords {
    /** Deletes it; can be repeated. */
    void deleteAll(Owner owner);
  }

  /** Returns the change that fails if the owner is deleted at the same time. */
  StateChange touch(String name) {
    StateEntry entry = entry(name).orElseThrow(() -> unknown(name));
    return new StateChange.Put(entry.key(), entry.value(), entry.version());
  }

  private Optional<StateEntry> entry(String name) {
    OwnerNames.require("owner", name);
    return isPinned(name)
        ? entryOf(Objects.requireNonNull(pinned))
        : state.get(keys.name(name), OPTIONS);
  }

  private boolean isPinned(String name) {
    return pinned != null && pinned.name().equals(name);
  }

  /** Returns the entry of an owner by what it is called now; empty if it has been deleted. */
  private Optional<StateEntry> entryOf(Owner owner) {
    Optional<StateEntry> entry = named(owner.name(), owner);
    long seen = StateChange.ABSENT;
    while (entry.isEmpty()) {
      Optional<StateEntry> renamed = state.get(keys.renamed(owner), OPTIONS);
      if (renamed.isEmpty() || renamed.get().version() == seen) {
        return Optional.empty();
      }
      seen = renamed.get().version();
      entry = named(renamed.get().value(), owner);
    }
    return entry;
  }

  private Optional<StateEntry> named(String name, Owner owner) {
    return state
        .get(keys.name(name), OPTIONS)
        .filter(entry -> StateJson.owner(entry).id().equals(owner.id()));
  }

  private MemoryException unknown(String name) {
    List<String> names = new ArrayList<>();
    StateEntries.forEach(
        state, keys.names(), OPTIONS, entry -> names.add(StateJson.owner(entry).name()));
    String none = names.isEmpty() ? " There are no owners yet." : "";
    return MemoryException.notFound(
        "there is no owner '" + name + "'." + NearestName.hint(names, name) + none);
  }
}
