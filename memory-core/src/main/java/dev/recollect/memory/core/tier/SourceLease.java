package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a source alone. Renewed by every commit made through it, each of which
 * fails once somebody else has it; so a writer that slept through its lease changes nothing. Not
 * thread-safe.
 */
final class SourceLease implements AutoCloseable {

  private static final CallOptions OPTIONS = CallOptions.none();

  /** Longer than any one batch takes to embed. */
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final SourceLeases leases;
  private final StateStore state;
  private final Source source;
  private final String key;
  private final Holder holder;
  private long version;

  private SourceLease(SourceLeases leases, Source source, String key, Holder holder, long version) {
    this.leases = leases;
    this.state = leases.state();
    this.source = source;
    this.key = key;
    this.holder = holder;
    this.version = version;
  }

  static SourceLease take(SourceLeases leases, String key, Source source, Holder holder) {
    Optional<StateEntry> entry = leases.state().get(key, OPTIONS);
    long present = entry.map(StateEntry::version).orElse(StateChange.ABSENT);
    SourceLease lease = new SourceLease(leases, source, key, holder, present);
    Optional<Lease> other = entry.map(StateJson::lease).filter(held -> !leases.free(held, holder));
    if (other.isPresent()) {
      throw lease.held(other.orElseThrow(), null);
    }
    try {
      lease.commit(List.of());
      return lease;
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Commits changes and renews the lease, all or nothing.
   *
   * @return the version that everything written has now
   * @throws MemoryException CONFLICT if somebody else has the lease now
   */
  long commit(List<StateChange> changes) {
    List<StateChange> all = new ArrayList<>(changes);
    Lease renewed = new Lease(holder, leases.clock().instant().plus(LENGTH));
    all.add(new StateChange.Put(key, StateJson.write(renewed), version));
    try {
      version = state.commit(all, OPTIONS);
      return version;
    } catch (MemoryException e) {
      throw e.kind() == ErrorKind.CONFLICT ? lost(e) : e;
    }
  }

  private MemoryException lost(MemoryException cause) {
    return state
        .get(key, OPTIONS)
        .map(StateJson::lease)
        .filter(lease -> !lease.holder().equals(holder))
        .map(lease -> held(lease, cause))
        .orElse(cause);
  }

  private MemoryException held(Lease other, @Nullable Exception cause) {
    return new MemoryException(
        ErrorKind.CONFLICT,
        "source '"
            + source.name()
            + "' is being written by "
            + other.description()
            + "; wait until it has ended (without a sign of life it counts as gone at "
            + other.until()
            + ")",
        cause);
  }

  /** Gives the lease back; a lease that cannot be given back ends by itself. */
  @Override
  public void close() {
    leases.ended(holder);
    try {
      giveBack();
    } catch (MemoryException e) {
      System.getLogger(SourceLease.class.getName())
          .log(System.Logger.Level.DEBUG, "a lease was not given back", e);
    }
  }

  /** The version is read, for a commit that seemed to fail may have been made. */
  private void giveBack() {
    state
        .get(key, OPTIONS)
        .filter(entry -> StateJson.lease(entry).holder().equals(holder))
        .map(entry -> new StateChange.Delete(key, entry.version()))
        .ifPresent(deletion -> state.commit(List.of(deletion), OPTIONS));
  }
}
