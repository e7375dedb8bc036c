package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.Searcher;
import dev.recollect.memory.core.search.WholeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The passages of one owner over a collection. Thread-safe.
 *
 * <p>A passage is a record, or several if it is longer than the embedding model reads at once; they
 * are written in one call, found as one and deleted as one.
 */
public final class ArchivalTier implements ArchivalMemory {

  private static final int LIST_PAGE = 100;

  private final IndexedCollection collection;
  private final OwnerNamespaces namespaces;
  private final OwnerHandle owner;
  private final Function<Owner, Set<Namespace>> searched;
  private final PassageRecords records;
  private final Searcher searcher;
  private final WholeReader reader;

  /**
   * Creates the archive of an owner who need not exist yet.
   *
   * @param collection opened with {@link CollectionSpecs#archival}
   * @param namespaces where passages lie
   * @param owner looked up when first needed
   * @param searched where a search of an owner's archive looks
   * @param newIds makes the ids of passages that come without one, never the same twice
   */
  public ArchivalTier(
      IndexedCollection collection,
      OwnerNamespaces namespaces,
      OwnerHandle owner,
      Function<Owner, Set<Namespace>> searched,
      Supplier<String> newIds) {
    this.collection = collection;
    this.namespaces = namespaces;
    this.owner = owner;
    this.searched = searched;
    this.records = new PassageRecords(collection, newIds);
    this.searcher = new Searcher(collection);
    this.reader = new WholeReader(collection.records());
  }

  @Override
  public List<Passage> insert(List<NewPassage> passages) {
    return insert(passages, CallOptions.none());
  }

  /** As {@link #insert(List)}, with deadline and cancellation. */
  public List<Passage> insert(List<NewPassage> passages, CallOptions options) {
    passages.forEach(PassageRecords::requireStorable);
    if (passages.isEmpty()) {
      return List.of();
    }
    Namespace namespace = namespace(owner.orCreate());
    List<PassageRecords.Drafted> drafted = records.draft(namespace, passages);
    collection.write(drafted.stream().flatMap(one -> one.parts().stream()).toList(), options);
    deleteSurplus(namespace, drafted, options);
    return drafted.stream().map(PassageRecords.Drafted::passage).toList();
  }

  /**
   * Deletes parts that a longer passage of the same id left behind; also after an earlier failure.
   */
  private void deleteSurplus(
      Namespace namespace, List<PassageRecords.Drafted> drafted, CallOptions options) {
    Map<Integer, List<String>> byParts = new TreeMap<>();
    drafted.stream()
        .filter(PassageRecords.Drafted::mayReplace)
        .forEach(one ->
            byParts
                .computeIfAbsent(one.parts().size(), parts -> new ArrayList<>())
                .add(one.passage().id()));
    byParts.forEach((parts, ids) -> {
      PayloadValue first = PayloadValue.of((long) parts);
      Filter surplus = Filter.gte(ReservedField.PART.fieldName(), first);
      Wholes.delete(collection.records(), namespace, ids, surplus, options);
    });
  }

  @Override
  public Optional<Passage> find(String id) {
    return reader
        .read(namespace(owner.existing()), List.of(id), Projection.CONTENT, CallOptions.none())
        .values()
        .stream()
        .map(PassageRecords::passage)
        .findFirst();
  }

  @Override
  public SearchResult<Passage> search(SearchQuery query) {
    return collection
        .events()
        .search(namespaces.tenant(), SearchEvent.Tier.ARCHIVAL, owner.name(), query, this::found);
  }

  private SearchResult<Passage> found(SearchQuery query) {
    return searcher
        .rank(searched.apply(owner.existing()), query, SearchConditions.of(query))
        .result(query.topK(), PassageRecords::passage, query.options());
  }

  @Override
  public Page<Passage> list(Cursor cursor) {
    Namespace namespace = namespace(owner.existing());
    Page<MemoryRecord> firsts =
        collection
            .records()
            .scan(
                new ScanRequest(
                    Set.of(namespace),
                    SearchConditions.firstParts(),
                    Projection.CONTENT,
                    cursor,
                    LIST_PAGE),
                CallOptions.none());
    List<Passage> passages =
        reader
            .complete(namespace, firsts.items(), Projection.CONTENT, CallOptions.none())
            .values()
            .stream()
            .map(PassageRecords::passage)
            .toList();
    return firsts.next().map(next -> Page.of(passages, next)).orElseGet(() -> Page.last(passages));
  }

  @Override
  public void supersede(String olderId, String newerId, Instant at) {
    new SupersessionLinks(collection.records(), namespace(owner.existing()))
        .link(olderId, newerId, Moments.requireStorable("the time", at));
  }

  @Override
  public void delete(List<String> ids) {
    Namespace namespace = namespace(owner.existing());
    new SupersessionLinks(collection.records(), namespace).unlink(ids);
    Wholes.delete(collection.records(), namespace, ids, Filter.all(), CallOptions.none());
  }

  @Override
  public long count() {
    return collection
        .records()
        .count(
            Set.of(namespace(owner.existing())), SearchConditions.firstParts(), CallOptions.none());
  }

  private Namespace namespace(Owner of) {
    return namespaces.archive(of);
  }
}
