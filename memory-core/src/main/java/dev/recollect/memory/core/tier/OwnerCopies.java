package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes owners that have what others have. Thread-safe, also across processes.
 *
 * <p>Passages are copied first, for an id that no name leads to; the last commit gives it a name,
 * and with that all the rest. An entry says meanwhile which id is being filled, so that what an
 * interrupted copy has left is found and deleted by the next one to the same name.
 */
public final class OwnerCopies {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;
  private final Owners owners;
  private final SourceTier sources;

  /** Creates copies of a tenant's owners. */
  public OwnerCopies(StateStore state, StateKeys keys, Owners owners, SourceTier sources) {
    this.state = state;
    this.keys = keys;
    this.owners = owners;
    this.sources = sources;
  }

  /**
   * The owner to be made.
   *
   * @param name its name
   * @param id its id, never used before
   * @param now the time
   * @param more what else the last commit changes
   */
  public record Wish(
      String name, String id, Instant now, Function<Owner, List<StateChange>> more) {}

  /** The passages of owners. */
  public interface OwnedPassages {

    /** Copies them from one owner to the other. */
    void copy(Owner original, Owner made);

    /** Deletes those of an owner that never came into being; can be repeated. */
    void deleteAll(Owner made);
  }

  /**
   * Makes an owner that has what another has.
   *
   * @throws MemoryException NOT_FOUND with the nearest name, CONFLICT if the new name is taken or
   *     another copies to it at the same time, INVALID or LIMIT for it
   */
  public Owner copy(String from, Wish wish, OwnedPassages passages) {
    OwnerNames.require("owner", wish.name());
    Owner original = owners.existing(from);
    Owner made =
        new Owner(wish.name(), wish.id(), Moments.requireStorable("time of the clock", wish.now()));
    StateEntry journal = begin(made, passages);
    try {
      passages.copy(original, made);
      return CompareAndSet.repeat(OPTIONS, () -> endOnce(from, made, journal, wish.more()))
          .orElseThrow(() -> overtaken(made));
    } catch (RuntimeException e) {
      return madeAfterAll(made, journal, passages, e);
    }
  }

  /** Says which id is being filled, and deletes what somebody before has filled in vain. */
  private StateEntry begin(Owner made, OwnedPassages passages) {
    if (owners.isTaken(made.name())) {
      throw Owners.occupied(made.name());
    }
    String key = keys.copying(made.name());
    try {
      Optional<StateEntry> before = state.get(key, OPTIONS);
      long expected = StateChange.ABSENT;
      if (before.isPresent()) {
        // Whoever fills that id cannot end any more, so that what is deleted is not missed.
        expected = put(key, before.get().value(), before.get().version());
        passages.deleteAll(StateJson.owner(before.get()));
      }
      String value = StateJson.write(made);
      return new StateEntry(key, value, put(key, value, expected));
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? overtaken(made) : e;
    }
  }

  private long put(String key, String value, long expected) {
    return state.commit(List.of(new StateChange.Put(key, value, expected)), OPTIONS);
  }

  /** Returns the new owner; empty if somebody else has begun to copy to its name. */
  private Optional<Owner> endOnce(
      String from, Owner made, StateEntry journal, Function<Owner, List<StateChange>> more) {
    if (owners.isTaken(made.name())) {
      throw new Taken(Owners.occupied(made.name()));
    }
    if (state.get(journal.key(), OPTIONS).filter(journal::equals).isEmpty()) {
      return Optional.empty();
    }
    Owner original = owners.existing(from);
    List<StateChange> changes = new ArrayList<>(more.apply(made));
    new StoredBlocks(state, keys, original)
        .read().values().stream()
            .filter(block -> !block.shared())
            .forEach(block ->
                changes.add(
                    new StateChange.Put(
                        keys.block(made, block.label()),
                        StateJson.write(block),
                        StateChange.ABSENT)));
    changes.addAll(new SharedLinks(state, keys).copying(original, made));
    changes.addAll(sources.copying(original, made));
    changes.add(owners.touch(from));
    changes.add(owners.naming(made));
    changes.add(new StateChange.Delete(journal.key(), journal.version()));
    state.commit(changes, OPTIONS);
    return Optional.of(made);
  }

  /** A commit whose outcome nobody knew may have worked; otherwise nothing is left. */
  private Owner madeAfterAll(
      Owner made, StateEntry journal, OwnedPassages passages, RuntimeException cause) {
    try {
      if (owners.find(made.name()).filter(found -> found.id().equals(made.id())).isPresent()) {
        return made;
      }
      passages.deleteAll(made);
      state.commit(List.of(new StateChange.Delete(journal.key(), journal.version())), OPTIONS);
    } catch (MemoryException e) {
      cause.addSuppressed(e);
    }
    throw cause instanceof Taken taken ? taken.told : cause;
  }

  private static MemoryException overtaken(Owner made) {
    return MemoryException.conflict(
        "somebody else copies to '" + made.name() + "' at the same time. Nothing was copied");
  }

  /** A conflict that trying again does not end. */
  private static final class Taken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient MemoryException told;

    Taken(MemoryException told) {
      super(told);
      this.told = told;
    }
  }
}
