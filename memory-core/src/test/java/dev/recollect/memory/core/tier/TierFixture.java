package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.core.event.EventTeller;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.text.TextAnalyzer;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.ManualClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The tiers of any number of owners over one in-memory backend and a fake model. */
final class TierFixture implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final FakeEmbeddingModel model = new FakeEmbeddingModel();
  final ManualClock clock = new ManualClock(START);
  private final ProviderFixture store = new ProviderFixture(new InMemoryProvider());
  private final Backend backend = store.open();
  final RecordCollection recallRecords;
  final RecordCollection archivalRecords;
  private final IndexedCollection recall;
  private final IndexedCollection archival;
  private final Map<String, Long> next = new HashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  TierFixture() {
    this(2);
  }

  /** Creates tiers over a store that holds some vectors of each kind a record. */
  TierFixture(int vectorsPerRecord) {
    TextAnalyzer analyzer = TextAnalyzer.english();
    Capabilities capabilities = Capabilities.builder().vectorsPerRecord(vectorsPerRecord).build();
    this.recallRecords =
        backend.openCollection(
            CollectionSpecs.recall("recall_1", model.identity(), analyzer, capabilities));
    this.archivalRecords =
        backend.openCollection(CollectionSpecs.archival("archival_1", model.identity(), analyzer));
    this.recall =
        new IndexedCollection(recallRecords, Embedder.of(model), analyzer, clock, EventTeller.NONE);
    this.archival =
        new IndexedCollection(
            archivalRecords, Embedder.of(model), analyzer, clock, EventTeller.NONE);
  }

  @Override
  public void close() {
    backend.close();
    store.close();
  }

  /** Returns a stored record of an owner's recall memory. */
  MemoryRecord recallRecord(String owner, String id) {
    Namespace namespace = Namespace.of("default", NamespaceKind.RECALL, owner(owner).id());
    return recallRecords.fetch(namespace, List.of(id), Projection.ALL, CallOptions.none()).get(0);
  }

  static Owner owner(String name) {
    return new Owner(name, "id-of-" + name, START);
  }

  RecallTier recall(String owner) {
    return new RecallTier(recall, OwnerNamespaces.of("default"), handle(owner), this::reserve);
  }

  ArchivalTier archival(String owner) {
    return new ArchivalTier(
        archival,
        OwnerNamespaces.of("default"),
        handle(owner),
        of -> Set.of(Namespace.of("default", NamespaceKind.ARCHIVE, of.id())),
        () -> "new-" + ids.incrementAndGet());
  }

  /** Returns the sources of a tenant over a state store, and its owners. */
  SourceTier sources(String tenant, StateStore state, boolean exclusiveState) {
    TimeOrderedIds newIds = new TimeOrderedIds(clock);
    return new SourceTier(
        archival,
        state,
        new SourceLeases(state, exclusiveState, clock),
        tenant,
        owners(tenant, state),
        newIds);
  }

  /** Returns the owners of a tenant over a state store. */
  Owners owners(String tenant, StateStore state) {
    return new Owners(state, new StateKeys(tenant), clock, new TimeOrderedIds(clock));
  }

  /** Returns the archive of an owner as found by name, with what is attached. */
  ArchivalTier archival(String tenant, StateStore state, String owner) {
    return new ArchivalTier(
        archival,
        OwnerNamespaces.of(tenant),
        owners(tenant, state).handle(owner),
        sources(tenant, state, false)::searched,
        () -> "new-" + ids.incrementAndGet());
  }

  private long reserve(Owner of, String conversation, int count, Object options) {
    return next.merge(of.id() + " " + conversation, (long) count, Long::sum) - count + 1;
  }

  private static OwnerHandle handle(String name) {
    return new OwnerHandle() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Owner existing() {
        if (name.equals("nobody")) {
          throw MemoryException.notFound("there is no owner 'nobody'");
        }
        return owner(name);
      }

      @Override
      public Owner orCreate() {
        return owner(name);
      }

      @Override
      public StateChange touch() {
        throw new UnsupportedOperationException("nothing is attached here");
      }
    };
  }

  /** Returns a message of a user at some minute after {@link #START}. */
  static Message said(int minute, String text) {
    return Message.of(Role.USER, text, START.plusSeconds(60L * minute));
  }

  /** Returns a message of a named user at some minute after {@link #START}. */
  static Message said(int minute, String speaker, String text) {
    return Message.builder(Role.USER, text, START.plusSeconds(60L * minute)).name(speaker).build();
  }
}
