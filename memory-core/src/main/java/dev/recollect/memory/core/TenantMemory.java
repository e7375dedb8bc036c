package dev.recollect.memory.core;

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
import dev.recollect.memory.core.tier.OwnerNames;
import dev.recollect.memory.core.tier.Owners;
import dev.recollect.memory.core.tier.RecallTier;
import dev.recollect.memory.core.tier.SourceTier;
import dev.recollect.memory.core.tier.StateKeys;
import java.time.InstantSource;
import java.util.Optional;

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
    this.tenant = OwnerNames.requireTenant(tenant);
    this.tiers = tiers;
    this.keys = new StateKeys(tenant);
    this.owners = new Owners(tiers.state(), keys, tiers.clock(), tiers.ids());
    this.sequences = new ConversationSequences(tiers.state(), keys);
    this.sources = tiers.sources(tenant, owners);
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
