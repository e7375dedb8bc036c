package dev.recollect.memory.core;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.SharedBlocks;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.wiring.Tiers;
import dev.recollect.memory.core.search.TokenLimits;
import dev.recollect.memory.core.tier.ConversationSequences;
import dev.recollect.memory.core.tier.CoreDraft;
import dev.recollect.memory.core.tier.CoreTier;
import dev.recollect.memory.core.tier.OwnerCopies;
import dev.recollect.memory.core.tier.OwnerHandle;
import dev.recollect.memory.core.tier.OwnerNames;
import dev.recollect.memory.core.tier.OwnerNamespaces;
import dev.recollect.memory.core.tier.OwnerUser;
import dev.recollect.memory.core.tier.OwnerUsers;
import dev.recollect.memory.core.tier.Owners;
import dev.recollect.memory.core.tier.RecallTier;
import dev.recollect.memory.core.tier.ServedOwner;
import dev.recollect.memory.core.tier.SharedBlockTier;
import dev.recollect.memory.core.tier.SourceTier;
import dev.recollect.memory.core.tier.StateKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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
  private final OwnerUsers users;
  private final SourceTier sources;
  private final SharedBlockTier sharedBlocks;
  private final @Nullable Owner pinned;
  private final @Nullable OwnerUser user;

  TenantMemory(String tenant, Tiers tiers) {
    this(OwnerNames.requireTenant(tenant), tiers, null, null);
  }

  private TenantMemory(
      String tenant, Tiers tiers, @Nullable Owner pinned, @Nullable OwnerUser user) {
    StateKeys all = new StateKeys(tenant);
    Owners named = new Owners(tiers.state(), all, tiers.clock(), tiers.ids());
    this.tenant = tenant;
    this.tiers = tiers;
    this.keys = user == null ? all : all.forUser(user);
    this.owners = pinned == null ? named : named.pinning(pinned);
    this.users = new OwnerUsers(tiers.state(), all, owners, tiers.clock(), tiers.ids());
    this.sources = tiers.sources(tenant, owners);
    this.sharedBlocks = new SharedBlockTier(tiers.state(), all);
    this.pinned = pinned;
    this.user = user;
  }

  /**
   * Returns the same memory, where the name of an owner means that very owner for ever: also after
   * it was renamed, and when another has the name since. Once it is deleted it is not made again.
   */
  public TenantMemory pinning(Owner owner) {
    return new TenantMemory(tenant, tiers, owner, null);
  }

  /**
   * Returns the same memory pinned to an owner, as it serves one of its users: that owner's
   * messages and passages are the user's alone, as are its conversations and the block {@code
   * human}. A search of archival memory covers the owner's own passages too, and the attached
   * sources; all other blocks are the owner's. Other owners are as ever.
   */
  public TenantMemory serving(Owner owner, OwnerUser served) {
    return new TenantMemory(tenant, tiers, owner, served);
  }

  /** Returns the user that this memory serves, if it is one user's. */
  public Optional<OwnerUser> user() {
    return Optional.ofNullable(user);
  }

  /** Returns the users of the tenant's owners. */
  public OwnerUsers users() {
    return users;
  }

  @Override
  public String tenant() {
    return tenant;
  }

  private boolean serves(String owner) {
    return user != null && pinned != null && pinned.name().equals(owner);
  }

  private OwnerNamespaces namespaces(String owner) {
    OwnerNamespaces all = OwnerNamespaces.of(tenant);
    return user != null && serves(owner) ? all.forUser(user) : all;
  }

  private StateKeys keys(String owner) {
    return serves(owner) ? keys : new StateKeys(tenant);
  }

  private OwnerHandle handle(String owner) {
    OwnerHandle handle = owners.handle(owner);
    return user != null && serves(owner) ? new ServedOwner(handle, users, user) : handle;
  }

  @Override
  public CoreMemory core(String owner) {
    return core(owner, null);
  }

  /**
   * Returns the blocks of an owner.
   *
   * @param tokens counts the tokens of a text, for limits in tokens; or null
   */
  public CoreMemory core(String owner, @Nullable ToIntFunction<String> tokens) {
    return new CoreTier(handle(owner), tiers.state(), keys(owner), tokens);
  }

  @Override
  public RecallMemory recall(String owner) {
    return recallTier(owner);
  }

  @Override
  public ArchivalMemory archival(String owner) {
    OwnerNamespaces own = namespaces(owner);
    return tiers.archival(own, handle(owner), of -> searched(own, of));
  }

  /** Returns the passages of an owner as {@link #archival}, where a search covers nothing else. */
  public ArchivalMemory ownArchival(String owner) {
    OwnerNamespaces own = namespaces(owner);
    return tiers.archival(own, handle(owner), of -> Set.of(own.archive(of)));
  }

  private Set<Namespace> searched(OwnerNamespaces own, Owner owner) {
    Set<Namespace> searched = new LinkedHashSet<>();
    searched.add(own.archive(owner));
    searched.addAll(sources.searched(owner));
    return searched;
  }

  @Override
  public SourceTier sources() {
    return sources;
  }

  @Override
  public SharedBlocks sharedBlocks() {
    return sharedBlocks;
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
          sharedBlocks.detachAll(found);
          users.list(found).forEach(one -> deleteUser(found, one.name()));
          tiers.deleteRecords(OwnerNamespaces.of(tenant), found);
        });
  }

  /**
   * Deletes a user of an owner with messages, passages, conversations and block, and nothing else.
   * Can be repeated after a failure.
   *
   * @throws dev.recollect.memory.api.error.MemoryException NOT_FOUND with the nearest name
   */
  public void deleteUser(Owner owner, String name) {
    OwnerNamespaces all = OwnerNamespaces.of(tenant);
    users.delete(owner, name, found -> tiers.deleteRecords(all.forUser(found), owner));
  }

  @Override
  public void rename(String owner, String newName) {
    var unused = owners.rename(owner, newName, this::renaming);
  }

  private List<StateChange> renaming(Owner owner) {
    List<StateChange> changes = new ArrayList<>(sources.renaming(owner));
    changes.addAll(sharedBlocks.renaming(owner));
    return changes;
  }

  /**
   * Makes an owner that has what another has: its blocks, the shared blocks and sources attached to
   * it, and its passages if so wished; never its conversations and its users. The new one comes
   * into being whole, in the last commit; a copy that was interrupted is not seen, and copying to
   * that name again removes it.
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
    OwnerCopies copies = new OwnerCopies(tiers.state(), new StateKeys(tenant), owners, sources);
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
            tiers.deleteRecords(OwnerNamespaces.of(tenant), made);
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

  /**
   * Returns what the state keys of an owner's conversations, and of all else it has with whom it
   * serves, start with: its user's, if this memory is one user's; ends in {@code /}.
   */
  public String servedPrefix(Owner owner) {
    return keys.served(owner);
  }

  /** Returns the blocks of an owner with edits that wait for a commit of the caller's. */
  public CoreDraft draft(Owner owner) {
    return draft(owner, null);
  }

  /**
   * Returns the blocks of an owner with edits that wait for a commit of the caller's.
   *
   * @param tokens counts the tokens of a text, for limits in tokens; or null
   */
  public CoreDraft draft(Owner owner, @Nullable ToIntFunction<String> tokens) {
    return new CoreDraft(owner, tiers.state(), keys, tokens);
  }

  /** Returns the messages of an owner, writable at places that the caller knows. */
  public RecallTier recallTier(String owner) {
    return tiers.recall(namespaces(owner), handle(owner), sequences(keys(owner)));
  }

  /** Returns the source of places in conversations. */
  public ConversationSequences sequences() {
    return sequences(keys);
  }

  private ConversationSequences sequences(StateKeys of) {
    return new ConversationSequences(tiers.state(), of);
  }
}
