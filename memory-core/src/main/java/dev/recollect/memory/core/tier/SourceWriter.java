package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Writes documents of one source, alone until closed. Not thread-safe.
 *
 * <p>A batch of documents is four steps: a commit that says what is going to be written and what
 * that replaces; the passages; the deletion of what was replaced; a commit that says it is done. A
 * document whose second commit is missing is incomplete, and knows which writings may have left
 * passages behind. All commits renew the lease, so a writer that has lost it writes no more.
 */
public final class SourceWriter implements AutoCloseable {

  private static final int PASSAGES_AT_ONCE = 128;
  private static final int DOCUMENTS_AT_ONCE = 128;
  private static final int KEYS_AT_ONCE = 400;

  private final Source source;
  private final Namespace namespace;
  private final IndexedCollection collection;
  private final StateStore state;
  private final StateKeys keys;
  private final SourceLease lease;
  private final DocumentRecords records;

  SourceWriter(
      Source source,
      Namespace namespace,
      IndexedCollection collection,
      StateStore state,
      StateKeys keys,
      SourceLease lease) {
    this.source = source;
    this.namespace = namespace;
    this.collection = collection;
    this.state = state;
    this.keys = keys;
    this.lease = lease;
    this.records = new DocumentRecords(collection, source, namespace);
  }

  /** Returns the source that is written to. */
  public Source source() {
    return source;
  }

  /** Returns a document, if there is one of the key. */
  public Optional<Document> find(String key) {
    return stored(key).map(StoredDocument::document);
  }

  /**
   * Writes documents, replacing those of the same keys; of two with one key the later one stays.
   *
   * @param documents as many as one likes; about 128 passages are written at once
   * @param progress told how many passages have been written each time some have
   * @param options deadline and cancellation
   * @throws MemoryException CONFLICT if somebody else writes to the source now, after a long sleep
   *     of this process; INVALID or LIMIT for what no store keeps; UNAVAILABLE, DEADLINE,
   *     CANCELLED. Documents not written to the end are incomplete
   */
  public void put(List<NewDocument> documents, IntConsumer progress, CallOptions options) {
    put(documents, false, progress, options);
  }

  /**
   * As {@link #put(List, IntConsumer, CallOptions)}, of documents whose passages somebody has
   * divided by {@link dev.recollect.memory.core.search.TokenLimits}: behind its context each is
   * within them, so nothing is counted again.
   */
  public void putDivided(List<NewDocument> documents, IntConsumer progress, CallOptions options) {
    put(documents, true, progress, options);
  }

  private void put(
      List<NewDocument> documents, boolean divided, IntConsumer progress, CallOptions options) {
    documents.forEach(document -> document.passages().forEach(PassageRecords::requireStorable));
    Map<String, NewDocument> batch = new LinkedHashMap<>();
    int passages = 0;
    for (NewDocument document : documents) {
      boolean full =
          batch.size() == DOCUMENTS_AT_ONCE
              || passages + document.passages().size() > PASSAGES_AT_ONCE;
      if (full || batch.containsKey(document.key())) {
        putBatch(batch, divided, progress, options);
        batch.clear();
        passages = 0;
      }
      batch.put(document.key(), document);
      passages += document.passages().size();
    }
    putBatch(batch, divided, progress, options);
  }

  private void putBatch(
      Map<String, NewDocument> batch, boolean divided, IntConsumer progress, CallOptions options) {
    if (batch.isEmpty()) {
      return;
    }
    options.check();
    List<NewDocument> documents = List.copyOf(batch.values());
    List<StoredDocument> begun = committed(documents.stream().map(this::begun).toList());
    write(documents, begun, divided, progress, options);
    Set<String> stale = new TreeSet<>();
    begun.forEach(document -> stale.addAll(document.stale()));
    deletePassages(stale);
    committed(begun.stream().map(StoredDocument::completed).toList());
  }

  private StoredDocument begun(NewDocument document) {
    Optional<StoredDocument> before = stored(document.key());
    String writing = DocumentRecords.writing(document);
    Set<String> stale = new TreeSet<>(before.map(StoredDocument::writings).orElse(Set.of()));
    stale.remove(writing);
    Document shown =
        new Document(
            document.key(),
            document.name(),
            document.origin(),
            document.fingerprint(),
            document.passages().size(),
            Moments.requireStorable("time of the clock", collection.clock().instant()),
            false);
    long version = before.map(StoredDocument::version).orElse(StateChange.ABSENT);
    return new StoredDocument(shown, writing, stale, version);
  }

  private Optional<StoredDocument> stored(String key) {
    return state.get(keys.document(source, key), CallOptions.none()).map(StateJson::document);
  }

  private List<StoredDocument> committed(List<StoredDocument> documents) {
    List<StateChange> changes =
        documents.stream()
            .<StateChange>map(document ->
                new StateChange.Put(
                    keys.document(source, document.document().key()),
                    StateJson.write(document),
                    document.version()))
            .toList();
    long version = lease.commit(changes);
    return documents.stream().map(document -> document.at(version)).toList();
  }

  /** Many passages go to the embedding model together, whatever documents they are of. */
  private void write(
      List<NewDocument> documents,
      List<StoredDocument> stored,
      boolean divided,
      IntConsumer progress,
      CallOptions options) {
    List<RecordDraft> drafts = new ArrayList<>();
    int passages = 0;
    for (int index = 0; index < documents.size(); index++) {
      NewDocument document = documents.get(index);
      for (int place = 0; place < document.passages().size(); place++) {
        if (passages == PASSAGES_AT_ONCE) {
          write(drafts, passages, progress, options);
          lease.commit(List.of());
          drafts.clear();
          passages = 0;
        }
        drafts.addAll(records.draft(document, stored.get(index).writing(), place, divided));
        passages++;
      }
    }
    write(drafts, passages, progress, options);
  }

  private void write(
      List<RecordDraft> drafts, int passages, IntConsumer progress, CallOptions options) {
    collection.write(drafts, options);
    progress.accept(passages);
  }

  private void deletePassages(Collection<String> writings) {
    List<String> all = List.copyOf(writings);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<PayloadValue> some =
          all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE)).stream()
              .map(PayloadValue::of)
              .toList();
      Filter ofThem = Filter.in(PayloadKeys.DOCUMENT, some);
      collection.records().delete(namespace, Selection.matching(ofThem), CallOptions.none());
    }
  }

  /**
   * Deletes documents; keys without one are ignored. Can be repeated after a failure.
   *
   * @throws MemoryException CONFLICT if somebody else writes to the source now; UNAVAILABLE
   */
  public void delete(List<String> documentKeys) {
    for (int from = 0; from < documentKeys.size(); from += KEYS_AT_ONCE) {
      int to = Math.min(documentKeys.size(), from + KEYS_AT_ONCE);
      deleteBatch(Set.copyOf(documentKeys.subList(from, to)));
    }
  }

  private void deleteBatch(Set<String> documentKeys) {
    List<StateChange> changes = new ArrayList<>();
    Set<String> writings = new TreeSet<>();
    for (String key : documentKeys) {
      stored(key)
          .ifPresent(document -> {
            writings.addAll(document.writings());
            changes.add(new StateChange.Delete(keys.document(source, key), document.version()));
          });
    }
    lease.commit(List.of());
    deletePassages(writings);
    lease.commit(changes);
  }

  /** Lets others write. */
  @Override
  public void close() {
    lease.close();
  }
}
