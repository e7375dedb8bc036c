package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.TokenLimits;
import dev.recollect.memory.core.tier.ArchivalTier;
import dev.recollect.memory.core.tier.OwnerHandle;
import dev.recollect.memory.core.tier.OwnerNamespaces;
import dev.recollect.memory.core.tier.Owners;
import dev.recollect.memory.core.tier.RecallTier;
import dev.recollect.memory.core.tier.SequenceReservation;
import dev.recollect.memory.core.tier.SourceLeases;
import dev.recollect.memory.core.tier.SourceTier;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes the tiers of any tenant's owners over what was opened. Thread-safe. */
public final class Tiers {

  private static final int COPIED_AT_ONCE = 200;

  private final StateStore state;
  private final boolean exclusiveState;
  private final IndexedCollection recall;
  private final IndexedCollection archival;
  private final InstantSource clock;
  private final int blockLimit;
  private final TimeOrderedIds ids;
  private final SourceLeases leases;

  /**
   * Creates the maker of tiers.
   *
   * @param state keeps owners, blocks and conversations
   * @param exclusiveState whether one process at a time can have that open
   * @param recall keeps messages
   * @param archival keeps passages
   * @param clock tells the time
   * @param blockLimit most characters of a new block
   */
  Tiers(
      StateStore state,
      boolean exclusiveState,
      IndexedCollection recall,
      IndexedCollection archival,
      InstantSource clock,
      int blockLimit) {
    this.state = state;
    this.exclusiveState = exclusiveState;
    this.recall = recall;
    this.archival = archival;
    this.clock = clock;
    this.blockLimit = blockLimit;
    this.ids = new TimeOrderedIds(clock);
    this.leases = new SourceLeases(state, exclusiveState, clock);
  }

  /** Returns what the vectors of recall and archival memory depend on; one, if that is the same. */
  Set<EmbeddingIdentity> embeddings() {
    Set<EmbeddingIdentity> distinct = new LinkedHashSet<>();
    distinct.add(recall.embedder().identity());
    distinct.add(archival.embedder().identity());
    return distinct;
  }

  /** Returns the store of owners, blocks and conversations. */
  public StateStore state() {
    return state;
  }

  /** Returns whether one process at a time can have the state open. */
  public boolean exclusiveState() {
    return exclusiveState;
  }

  /** Returns what tells the time. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns the maker of owners' ids. */
  public TimeOrderedIds ids() {
    return ids;
  }

  /** Returns the most characters of a new block. */
  public int blockLimit() {
    return blockLimit;
  }

  /** Returns the messages of an owner. */
  public RecallTier recall(
      OwnerNamespaces namespaces, OwnerHandle owner, SequenceReservation sequences) {
    return new RecallTier(recall, namespaces, owner, sequences);
  }

  /**
   * Returns the passages of an owner.
   *
   * @param searched where a search of them looks
   */
  public ArchivalTier archival(
      OwnerNamespaces namespaces, OwnerHandle owner, Function<Owner, Set<Namespace>> searched) {
    return new ArchivalTier(archival, namespaces, owner, searched, ids::next);
  }

  /** Returns the sources of a tenant. */
  public SourceTier sources(String tenant, Owners owners) {
    return new SourceTier(archival, state, leases, tenant, owners, ids);
  }

  /** Returns how texts are cut to what archival memory's embedding model reads at once. */
  public TokenLimits archivalTokens() {
    return new TokenLimits(archival.embedder());
  }

  /** Copies all passages of an owner to another, as they lie in the store; can be repeated. */
  public void copyPassages(String tenant, Owner from, Owner to) {
    Namespace source = Namespace.of(tenant, NamespaceKind.ARCHIVE, from.id());
    Namespace target = Namespace.of(tenant, NamespaceKind.ARCHIVE, to.id());
    ScanRequest all =
        new ScanRequest(Set.of(source), Filter.all(), Projection.ALL, Cursor.START, COPIED_AT_ONCE);
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<MemoryRecord> page = archival.records().scan(all.at(next.get()), CallOptions.none());
      List<MemoryRecord> copies =
          page.items().stream().map(record -> record.toBuilder(target).build()).toList();
      if (!copies.isEmpty()) {
        archival.records().upsert(copies, CallOptions.none());
      }
      next = page.next();
    }
  }

  /** Deletes all messages and passages of an owner that lie somewhere; can be repeated. */
  public void deleteRecords(OwnerNamespaces namespaces, Owner owner) {
    deleteAll(recall.records(), namespaces.recall(owner));
    deleteAll(archival.records(), namespaces.archive(owner));
  }

  private static void deleteAll(RecordCollection records, Namespace namespace) {
    records.delete(namespace, Selection.matching(Filter.all()), CallOptions.none());
  }
}
