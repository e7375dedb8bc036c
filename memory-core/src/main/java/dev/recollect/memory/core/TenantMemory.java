package dev.recollect.memory.core;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.wiring.Tiers;
import dev.recollect.memory.core.search.TokenLimits;
import dev.recollect.memory.core.tier.ConversationSequences;
import dev.recollect.memory.core.tier.CoreDraft;
import dev.recollect.memory.core.tier.CoreTier;
import dev.recollect.memory.core.tier.OwnerCopies;
import dev.recollect.memory.core.tier.OwnerNames;
import dev.recollect.memory.core.tier.Owners;
import dev.recollect.memory.core.tier.RecallTier;
import dev.recollect.memory.core.tier.SourceTier;
import dev.recollect.memory.core.tier.StateKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one tenant, and the parts of it on which an agent loop is built. Thread-safe;
 * usable until the {@link Recollect} it comes from is closed.
 */
public final class TenantMemory implements Memory {

  private final String tenant;
  private final Tiers tiers;
  private final StateKeys keys;
  private final Owners owners;
  private final ConversationSequences sequences;
  private final SourceTier sources;

  TenantMemory(String tenant, Tiers tiers) {
    this(OwnerNames.requireTenant(tenant), tiers, new StateKeys(tenant), null);
  }

  private TenantMemory(String tenant, Tiers tiers, StateKeys keys, @Nullable Owner pinned) {
    Owners all = new Owners(tiers.state(), keys, tiers.clock(), tiers.ids());
    this.tenant = tenant;
    this.tiers = tiers;
    this.keys = keys;
    this.owners = pinned == null ? all : all.pinning(pinned);
    this.sequences = new ConversationSequences(tiers.state(), keys);
    this.sources = tiers.sources(tenant, owners);
  }

  /**
   * Returns the same memory, where the name of an owner means that very owner for ever: also after
   * it was renamed, and when another has the name since. Once it is deleted it is not made again.
   */
  public TenantMemory pinning(Owner owner) {
    return new TenantMemory(tenant, tiers, keys, owner);
  }

  @Override
  public String tenant() {
    return tenant;
  }

  @Override
  public CoreMemory core(String owner) {
    return new CoreTier(owners.handle(owner), tiers.state(), keys);
  }

  @Override
  public RecallMemory recall(String owner) {
    return recallTier(owner);
  }

  @Override
  public ArchivalMemory archival(String owner) {
    return tiers.archival(tenant, owners.handle(owner), sources::searched);
  }

  @Override
  public SourceTier sources() {
    return sources;
  }

  @Override
  public Page<Owner> owners(Cursor cursor) {
    return owners.list(cursor);
  }

  @Override
  public void delete(String owner) {
    owners.delete(
        owner,
        found -> {
          sources.detachAll(found);
          tiers.deleteRecords(tenant, found);
        });
  }

  @Override
  public void rename(String owner, String newName) {
    var unused = owners.rename(owner, newName, sources::renaming);
  }

  /**
   * Makes an owner that has what another has: its blocks, the sources attached to it, and its
   * passages if so wished; never its conversations. The new one comes into being whole, in the last
   * commit; a copy that was interrupted is not seen, and copying to that name again removes it.
   *
   * @param passages whether to copy the passages, with their ids and times; nothing is embedded
   *     anew
   * @param more what else the last commit changes, for the new owner
   * @return the new owner
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest name,
   *     CONFLICT if the new name is taken or another copies to it at the same time, INVALID or
   *     LIMIT for it
   */
  public Owner copyOwner(
      String from, String to, boolean passages, Function<Owner, List<StateChange>> more) {
    OwnerCopies copies = new OwnerCopies(tiers.state(), keys, owners, sources);
    return copies.copy(
        from,
        new OwnerCopies.Wish(to, tiers.ids().next(), tiers.clock().instant(), more),
        new OwnerCopies.OwnedPassages() {
          @Override
          public void copy(Owner original, Owner made) {
            if (passages) {
              tiers.copyPassages(tenant, original, made);
            }
          }

          @Override
          public void deleteAll(Owner made) {
            tiers.deleteRecords(tenant, made);
          }
        });
  }

  /**
   * Returns the store of small versioned values; keys of an owner start with {@link #ownerPrefix}.
   */
  public StateStore state() {
    return tiers.state();
  }

  /**
   * Returns whether one process at a time can have the state open; what another left is free then.
   */
  public boolean exclusiveState() {
    return tiers.exclusiveState();
  }

  /** Returns how many tokens of a passage the embedding model reads at once, and how it counts. */
  public TokenLimits archivalTokens() {
    return tiers.archivalTokens();
  }

  /** Returns what tells the time. */
  public InstantSource clock() {
    return tiers.clock();
  }

  /**
   * Returns the limit of new blocks, in characters, as configured by {@code memory.block.limit}.
   */
  public int blockLimit() {
    return tiers.blockLimit();
  }

  /** Returns the owner of a name, if there is one. */
  public Optional<Owner> findOwner(String name) {
    return owners.find(name);
  }

  /**
   * Makes an owner.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFLICT if the name is taken, INVALID
   *     or LIMIT for the name
   */
  public Owner createOwner(String name) {
    return owners.create(name);
  }

  /** Returns what every state key of an owner starts with; ends in {@code /}. */
  public String ownerPrefix(Owner owner) {
    return keys.owner(owner);
  }

  /** Returns the blocks of an owner with edits that wait for a commit of the caller's. */
  public CoreDraft draft(Owner owner) {
    return new CoreDraft(owner, tiers.state(), keys);
  }

  /** Returns the messages of an owner, writable at places that the caller knows. */
  public RecallTier recallTier(String owner) {
    return tiers.recall(tenant, owners.handle(owner), sequences);
  }

  /** Returns the source of places in conversations. */
  public ConversationSequences sequences() {
    return sequences;
  }
}
