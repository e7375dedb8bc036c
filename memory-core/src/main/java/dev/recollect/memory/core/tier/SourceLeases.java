package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.core.claim.Holder;
import dev.recollect.memory.core.claim.Lease;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases of sources that one opened memory takes. It knows which of its own are in use, so that
 * one that could not be given back stands in nobody's way here. Thread-safe.
 */
public final class SourceLeases {

  private final StateStore state;
  private final boolean exclusiveState;
  private final InstantSource clock;
  private final String prefix = UUID.randomUUID() + "/";
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  /**
   * Creates leases.
   *
   * @param state keeps them
   * @param exclusiveState whether one process at a time can have that open
   * @param clock tells when they end
   */
  public SourceLeases(StateStore state, boolean exclusiveState, InstantSource clock) {
    this.state = state;
    this.exclusiveState = exclusiveState;
    this.clock = clock;
  }

  /**
   * Takes the lease of a source.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT naming who has it
   */
  SourceLease take(StateKeys keys, Source source) {
    Holder here = Holder.here();
    Holder holder =
        new Holder(here.host(), here.processId(), here.startedAt(), prefix + here.instance());
    inUse.add(holder.instance());
    try {
      return SourceLease.take(this, keys.lease(source), source, holder);
    } catch (RuntimeException e) {
      ended(holder);
      throw e;
    }
  }

  boolean free(Lease other, Holder observer) {
    String instance = other.holder().instance();
    boolean leftBehind = instance.startsWith(prefix) && !inUse.contains(instance);
    return leftBehind || other.free(observer, clock.instant(), exclusiveState);
  }

  void ended(Holder holder) {
    inUse.remove(holder.instance());
  }

  StateStore state() {
    return state;
  }

  InstantSource clock() {
    return clock;
  }
}
