package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Documents;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.Searcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents of one source over the state store and a collection. Thread-safe. */
public final class DocumentTier implements Documents {

  private static final CallOptions OPTIONS = CallOptions.none();

  private final IndexedCollection collection;
  private final StateStore state;
  private final SourceLeases leases;
  private final StateKeys keys;
  private final String tenant;
  private final SourceNames names;
  private final String name;

  DocumentTier(
      IndexedCollection collection,
      StateStore state,
      SourceLeases leases,
      StateKeys keys,
      String tenant,
      SourceNames names,
      String name) {
    this.collection = collection;
    this.state = state;
    this.leases = leases;
    this.keys = keys;
    this.tenant = tenant;
    this.names = names;
    this.name = name;
  }

  /**
   * Begins to write, alone until what is returned is closed; makes the source if there is none.
   *
   * @throws MemoryException CONFLICT naming who is writing to the source
   */
  public SourceWriter begin() {
    return begin(names.orCreate(name));
  }

  private SourceWriter begin(Source source) {
    SourceLease lease = leases.take(keys, source);
    try {
      // Whoever deletes a source has its lease; so it is there now and stays there.
      requireSame(source);
      Namespace namespace = SourceTier.namespace(tenant, source);
      return new SourceWriter(source, namespace, collection, state, keys, lease);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private void requireSame(Source source) {
    if (!names.existing(name).source().id().equals(source.id())) {
      throw new MemoryException(
          ErrorKind.CONFLICT, "source '" + name + "' was made anew at the same time; try again");
    }
  }

  @Override
  public void put(List<NewDocument> documents) {
    try (SourceWriter writer = begin()) {
      writer.put(documents, passages -> {}, OPTIONS);
    }
  }

  @Override
  public void delete(List<String> documentKeys) {
    try (SourceWriter writer = begin(existing())) {
      writer.delete(documentKeys);
    }
  }

  @Override
  public Optional<Document> find(String key) {
    return names
        .find(name)
        .flatMap(stored -> state.get(keys.document(stored.source(), key), OPTIONS))
        .map(entry -> StateJson.document(entry).document());
  }

  @Override
  public Page<Document> list(Cursor cursor) {
    Page<StateEntry> page = state.list(keys.documents(existing()), cursor, OPTIONS);
    List<Document> documents =
        page.items().stream().map(entry -> StateJson.document(entry).document()).toList();
    return page.next().map(next -> Page.of(documents, next)).orElseGet(() -> Page.last(documents));
  }

  @Override
  public SearchResult<Passage> search(SearchQuery query) {
    return collection.events().search(tenant, SearchEvent.Tier.SOURCE, name, query, this::found);
  }

  private SearchResult<Passage> found(SearchQuery query) {
    Namespace namespace = SourceTier.namespace(tenant, existing());
    return new Searcher(collection)
        .rank(Set.of(namespace), query, SearchConditions.of(query))
        .result(query.topK(), PassageRecords::passage, query.options());
  }

  @Override
  public long count() {
    Namespace namespace = SourceTier.namespace(tenant, existing());
    return collection.records().count(Set.of(namespace), SearchConditions.firstParts(), OPTIONS);
  }

  private Source existing() {
    return names.existing(name).source();
  }
}
