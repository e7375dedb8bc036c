package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.tier.Sources;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.internal.TimeOrderedIds;
import dev.recollect.memory.core.search.IndexedCollection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sources of a tenant over the state store and a collection. Thread-safe. */
public final class SourceTier implements Sources {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final IndexedCollection collection;
  private final StateStore state;
  private final SourceLeases leases;
  private final StateKeys keys;
  private final String tenant;
  private final Owners owners;
  private final SourceNames names;
  private final Attachments attachments;

  /**
   * Creates the sources of a tenant.
   *
   * @param collection opened with {@link CollectionSpecs#archival}
   * @param state keeps names, links and which documents there are
   * @param leases of the memory, for who may write to a source
   * @param tenant whose sources they are
   * @param owners the tenant's owners
   * @param ids makes the ids of sources
   */
  public SourceTier(
      IndexedCollection collection,
      StateStore state,
      SourceLeases leases,
      String tenant,
      Owners owners,
      TimeOrderedIds ids) {
    this.collection = collection;
    this.state = state;
    this.leases = leases;
    this.keys = new StateKeys(tenant);
    this.tenant = tenant;
    this.owners = owners;
    this.names = new SourceNames(state, keys, collection.clock(), ids);
    this.attachments = new Attachments(state, keys, names, owners);
  }

  @Override
  public Page<Source> list(Cursor cursor) {
    return names.list(cursor);
  }

  @Override
  public Optional<Source> find(String name) {
    return names.find(name).map(SourceNames.Stored::source);
  }

  @Override
  public DocumentTier documents(String source) {
    OwnerNames.require("source", source);
    return new DocumentTier(collection, state, leases, keys, tenant, names, source);
  }

  @Override
  public void attach(String owner, String source) {
    attachments.attach(owner, source);
  }

  @Override
  public boolean detach(String owner, String source) {
    return attachments.detach(owners.existing(owner), stored(source).source());
  }

  @Override
  public List<Source> attached(String owner) {
    return attachments.of(owners.existing(owner));
  }

  @Override
  public List<Owner> users(String source) {
    return attachments.users(stored(source).source());
  }

  private SourceNames.Stored stored(String source) {
    return names.find(source).orElseThrow(() -> names.unknown(source));
  }

  /**
   * Returns where an owner's archival memory is searched: its own passages and what is attached.
   */
  public Set<Namespace> searched(Owner owner) {
    Set<Namespace> namespaces = new LinkedHashSet<>();
    namespaces.add(Namespace.of(tenant, NamespaceKind.ARCHIVE, owner.id()));
    attachments.of(owner).forEach(source -> namespaces.add(namespace(tenant, source)));
    return namespaces;
  }

  /** Returns the changes after which sources name an owner as it is called now. */
  public List<StateChange> renaming(Owner owner) {
    return attachments.renaming(owner);
  }

  /** Returns the changes after which a new owner has the sources that another has. */
  List<StateChange> copying(Owner from, Owner to) {
    return attachments.copying(from, to);
  }

  /** Removes an owner's links, before the owner itself goes. */
  public void detachAll(Owner owner) {
    attachments.detachAll(owner);
  }

  /**
   * {@inheritDoc}
   *
   * <p>First nobody can use it any more, then its passages go, then its state, the name last, so
   * that after a failure it is still found and the call can be repeated.
   */
  @Override
  public void delete(String name) {
    SourceNames.Stored stored = stored(name);
    requireUnused(stored.source());
    SourceLease lease = lease(stored.source());
    try {
      SourceNames.Stored marked = names.beginDeletion(stored);
      Namespace namespace = namespace(tenant, stored.source());
      collection.records().delete(namespace, Selection.matching(Filter.all()), OPTIONS);
      String data = keys.sourceData(stored.source());
      CompareAndSet.repeat(OPTIONS, () -> StateEntries.deleteAll(state, data, OPTIONS));
      names.endDeletion(marked);
    } finally {
      lease.close();
    }
  }

  private SourceLease lease(Source source) {
    return leases.take(keys, source);
  }

  private void requireUnused(Source source) {
    List<Owner> users = attachments.users(source);
    if (!users.isEmpty()) {
      String who =
          users.stream().map(owner -> "'" + owner.name() + "'").collect(Collectors.joining(", "));
      throw MemoryException.conflict(
          "source '"
              + source.name()
              + "' is attached to "
              + who
              + "; detach it first. Nothing was deleted.");
    }
  }

  static Namespace namespace(String tenant, Source source) {
    return Namespace.of(tenant, NamespaceKind.SOURCE, source.id());
  }
}
