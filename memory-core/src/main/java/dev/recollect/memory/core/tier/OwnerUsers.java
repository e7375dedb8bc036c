package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.internal.NearestName;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Those whom the owners of a tenant serve, kept in the state store below their owner. Thread-safe,
 * also across processes.
 */
public final class OwnerUsers {

  /** Longest name of a user, in bytes of UTF-8. */
  public static final int NAME_BYTES = 128;

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;
  private final Owners owners;
  private final InstantSource clock;
  private final TimeOrderedIds ids;

  /**
   * Creates the users of a tenant's owners.
   *
   * @param keys of the tenant
   */
  public OwnerUsers(
      StateStore state, StateKeys keys, Owners owners, InstantSource clock, TimeOrderedIds ids) {
    this.state = state;
    this.keys = keys;
    this.owners = owners;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A user as they are stored.
   *
   * @param user the user
   * @param deleting whether the deletion has begun
   * @param version of the entry
   */
  record Stored(OwnerUser user, boolean deleting, long version) {}

  /**
   * Returns a name if a user can have it.
   *
   * @throws MemoryException INVALID or LIMIT
   */
  public static String requireName(String name) {
    if (name.isBlank()) {
      throw MemoryException.invalid(
          "the name of the user is blank; give 1 to " + NAME_BYTES + " bytes, or none at all");
    }
    return Texts.requireNonEmpty("the name of the user", name, NAME_BYTES);
  }

  /**
   * Returns the user of a name, made now if there is none.
   *
   * @param more what else the commit changes that makes one
   * @throws MemoryException NOT_FOUND while the user is being deleted, and without the owner;
   *     INVALID or LIMIT for the name
   */
  public OwnerUser orCreate(Owner owner, String name, Function<OwnerUser, List<StateChange>> more) {
    requireName(name);
    return CompareAndSet.repeat(OPTIONS, () -> orCreateOnce(owner, name, more));
  }

  private OwnerUser orCreateOnce(
      Owner owner, String name, Function<OwnerUser, List<StateChange>> more) {
    Optional<Stored> present = find(owner, name);
    if (present.isPresent()) {
      return requireUsable(owner, present.orElseThrow());
    }
    OwnerUser made =
        new OwnerUser(
            name, ids.next(), Moments.requireStorable("time of the clock", clock.instant()));
    List<StateChange> changes = new ArrayList<>(more.apply(made));
    String value = StateJson.write(new Stored(made, false, 0));
    changes.add(new StateChange.Put(keys.user(owner, name), value, StateChange.ABSENT));
    changes.add(owners.touch(owner.name()));
    state.commit(changes, OPTIONS);
    return made;
  }

  private static OwnerUser requireUsable(Owner owner, Stored stored) {
    if (stored.deleting()) {
      throw MemoryException.notFound(
          "user '"
              + stored.user().name()
              + "' of '"
              + owner.name()
              + "' is being deleted; delete it again to finish that");
    }
    return stored.user();
  }

  private Optional<Stored> find(Owner owner, String name) {
    return state.get(keys.user(owner, name), OPTIONS).map(StateJson::user);
  }

  /**
   * Checks that a user has not been deleted.
   *
   * @throws MemoryException NOT_FOUND
   */
  public void require(Owner owner, OwnerUser user) {
    Optional<Stored> present = find(owner, user.name());
    if (present.filter(stored -> stored.user().id().equals(user.id())).isEmpty()) {
      throw MemoryException.notFound(
          "user '" + user.name() + "' of '" + owner.name() + "' has been deleted; open it again");
    }
    var unused = requireUsable(owner, present.orElseThrow());
  }

  /** Returns the users of an owner by name, ascending, also those whose deletion has begun. */
  public List<OwnerUser> list(Owner owner) {
    List<OwnerUser> users = new ArrayList<>();
    StateEntries.forEach(
        state, keys.users(owner), OPTIONS, entry -> users.add(StateJson.user(entry).user()));
    return List.copyOf(users);
  }

  /**
   * Deletes a user: first nobody can open them any more, then their records go, then their state,
   * the name last, so that after a failure they are still found and the call can be repeated.
   *
   * @param records deletes what the user has outside the state store; can be repeated
   * @throws MemoryException NOT_FOUND with the nearest name
   */
  public void delete(Owner owner, String name, Consumer<OwnerUser> records) {
    requireName(name);
    OwnerUser user = CompareAndSet.repeat(OPTIONS, () -> beginDeletion(owner, name));
    records.accept(user);
    String data = keys.userData(owner, user);
    CompareAndSet.repeat(OPTIONS, () -> StateEntries.deleteAll(state, data, OPTIONS));
    CompareAndSet.repeat(OPTIONS, () -> endDeletion(owner, name));
  }

  private OwnerUser beginDeletion(Owner owner, String name) {
    Stored stored = find(owner, name).orElseThrow(() -> unknown(owner, name));
    if (!stored.deleting()) {
      String value = StateJson.write(new Stored(stored.user(), true, 0));
      state.commit(
          List.of(new StateChange.Put(keys.user(owner, name), value, stored.version())), OPTIONS);
    }
    return stored.user();
  }

  /** Of two that delete a user one finds nothing left to do. */
  private boolean endDeletion(Owner owner, String name) {
    Optional<Stored> stored = find(owner, name).filter(Stored::deleting);
    stored.ifPresent(entry ->
        state.commit(
            List.of(new StateChange.Delete(keys.user(owner, name), entry.version())), OPTIONS));
    return stored.isPresent();
  }

  private MemoryException unknown(Owner owner, String name) {
    List<String> names = list(owner).stream().map(OwnerUser::name).toList();
    String none = names.isEmpty() ? " It has no users yet." : "";
    return MemoryException.notFound(
        "'"
            + owner.name()
            + "' has no user '"
            + name
            + "'."
            + NearestName.hint(names, name)
            + none);
  }
}
