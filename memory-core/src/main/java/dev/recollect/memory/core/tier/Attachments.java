package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which sources are attached to which owners: a link in each direction, written in one commit.
 * Thread-safe, also across processes.
 */
final class Attachments {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final StateStore state;
  private final StateKeys keys;
  private final SourceNames sources;
  private final Owners owners;

  Attachments(StateStore state, StateKeys keys, SourceNames sources, Owners owners) {
    this.state = state;
    this.keys = keys;
    this.sources = sources;
    this.owners = owners;
  }

  void attach(String ownerName, String sourceName) {
    sources.existing(sourceName);
    owners.orCreate(ownerName);
    CompareAndSet.repeat(OPTIONS, () -> attachOnce(ownerName, sourceName));
  }

  /** Both ends are touched, so that neither can be deleted at the same time. */
  private boolean attachOnce(String ownerName, String sourceName) {
    SourceNames.Stored source = sources.existing(sourceName);
    Owner owner = owners.existing(ownerName);
    String link = keys.attachment(owner, source.source());
    if (state.get(link, OPTIONS).isPresent()) {
      return false;
    }
    state.commit(
        List.of(
            new StateChange.Put(link, StateJson.write(source), StateChange.ABSENT),
            new StateChange.Put(
                keys.user(source.source(), owner), StateJson.write(owner), StateChange.ABSENT),
            sources.touch(source),
            owners.touch(ownerName)),
        OPTIONS);
    return true;
  }

  boolean detach(Owner owner, Source source) {
    return CompareAndSet.repeat(OPTIONS, () -> detachOnce(owner, source));
  }

  private boolean detachOnce(Owner owner, Source source) {
    List<StateChange> changes = new ArrayList<>();
    delete(keys.attachment(owner, source)).ifPresent(changes::add);
    delete(keys.user(source, owner)).ifPresent(changes::add);
    if (changes.isEmpty()) {
      return false;
    }
    state.commit(changes, OPTIONS);
    return true;
  }

  private Optional<StateChange> delete(String key) {
    return state
        .get(key, OPTIONS)
        .map(entry -> new StateChange.Delete(entry.key(), entry.version()));
  }

  /** Returns the sources attached to an owner, by name. */
  List<Source> of(Owner owner) {
    List<Source> attached = new ArrayList<>();
    StateEntries.forEach(
        state,
        keys.attachments(owner),
        OPTIONS,
        entry -> attached.add(StateJson.source(entry).source()));
    attached.sort(Comparator.comparing(Source::name));
    return attached;
  }

  /** Returns the owners that a source is attached to, by name. */
  List<Owner> users(Source source) {
    List<Owner> users = new ArrayList<>();
    StateEntries.forEach(
        state,
        keys.users(source),
        OPTIONS,
        (StateEntry entry) -> users.add(StateJson.owner(entry)));
    users.sort(Comparator.comparing(Owner::name));
    return users;
  }

  /** Returns the changes after which sources name an owner as it is called now. */
  List<StateChange> renaming(Owner owner) {
    List<StateChange> changes = new ArrayList<>();
    for (Source source : of(owner)) {
      state
          .get(keys.user(source, owner), OPTIONS)
          .map(link -> new StateChange.Put(link.key(), StateJson.write(owner), link.version()))
          .ifPresent(changes::add);
    }
    return changes;
  }

  /**
   * Returns the changes after which a new owner has the sources that another has; they fail if one
   * of the sources is being deleted at the same time.
   */
  List<StateChange> copying(Owner from, Owner to) {
    List<StateChange> changes = new ArrayList<>();
    for (Source source : of(from)) {
      SourceNames.Stored stored = sources.existing(source.name());
      changes.add(
          new StateChange.Put(
              keys.attachment(to, source), StateJson.write(stored), StateChange.ABSENT));
      changes.add(
          new StateChange.Put(keys.user(source, to), StateJson.write(to), StateChange.ABSENT));
      changes.add(sources.touch(stored));
    }
    return changes;
  }

  void detachAll(Owner owner) {
    of(owner).forEach(source -> detach(owner, source));
  }
}
