package dev.recollect.memory.core.search;

import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.core.event.EventTeller;
import dev.recollect.memory.core.text.SparseEncoder;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An open collection with what core needs to fill and search it: the embedder, the text analysis
 * and the term statistics. One for each collection serves all tenants. Thread-safe.
 */
public final class IndexedCollection {

  private final RecordCollection records;
  private final Embedder embedder;
  private final InstantSource clock;
  private final TextAnalyzer analyzer;
  private final SparseEncoder encoder;
  private final TermStatistics statistics;
  private final RankingWeights weights;
  private final EventTeller events;
  private final ReentrantLock rewriting = new ReentrantLock();

  /**
   * Joins a collection and what its vectors come from; closes neither. Searches rank by relevance
   * alone unless a query says otherwise.
   *
   * @param records opened with a spec of {@code CollectionSpecs}
   * @param embedder of the identity that the spec names
   * @param analyzer of the identity that the spec names
   * @param clock says when records are written
   * @param events tells of searches and embeddings
   */
  public IndexedCollection(
      RecordCollection records,
      Embedder embedder,
      TextAnalyzer analyzer,
      InstantSource clock,
      EventTeller events) {
    this(records, embedder, analyzer, clock, events, RankingWeights.relevanceOnly());
  }

  /**
   * As the other constructor.
   *
   * @param weights how searches rank unless a query says otherwise
   */
  public IndexedCollection(
      RecordCollection records,
      Embedder embedder,
      TextAnalyzer analyzer,
      InstantSource clock,
      EventTeller events,
      RankingWeights weights) {
    this.records = records;
    this.embedder = embedder;
    this.analyzer = analyzer;
    this.encoder = new SparseEncoder(analyzer);
    this.clock = clock;
    this.events = events;
    this.statistics = new TermStatistics(records, clock);
    this.weights = weights;
  }

  /** Returns the collection. */
  public RecordCollection records() {
    return records;
  }

  /** Returns what makes the vectors. */
  public Embedder embedder() {
    return embedder;
  }

  /** Returns the clock that says when records are written. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns who tells of searches in this collection. */
  public EventTeller events() {
    return events;
  }

  /** Returns whether records have vectors of their context. */
  public boolean hasContext() {
    return records.spec().denseVectors().containsKey(VectorNames.CONTEXT);
  }

  RankingWeights weights() {
    return weights;
  }

  TextAnalyzer analyzer() {
    return analyzer;
  }

  TermStatistics statistics() {
    return statistics;
  }

  /**
   * Makes the vectors of all drafts in one call of the embedder and writes the records in one call.
   */
  public void write(List<RecordDraft> drafts, CallOptions options) {
    if (drafts.isEmpty()) {
      return;
    }
    Map<String, DenseVector> embedded = embed(drafts, options);
    List<MemoryRecord> written = new ArrayList<>();
    for (RecordDraft draft : drafts) {
      written.add(draft.record().dense(dense(draft, embedded)).sparse(sparse(draft)).build());
    }
    records.upsert(written, options);
    statistics.written(written);
  }

  /**
   * Runs what reads records and writes them anew: in this process one at a time, so that none
   * brings back what another one deleted in between.
   */
  public <T> T rewriting(Supplier<T> work) {
    rewriting.lock();
    try {
      return work.get();
    } finally {
      rewriting.unlock();
    }
  }

  /** Returns one vector a text, in order, and tells of it if they are computed here. */
  List<DenseVector> embed(List<String> texts, EmbeddingEvent.Purpose purpose, CallOptions options) {
    return events.listened() && embedder.computes()
        ? events.embedding(
            embedder.provider(),
            embedder.identity(),
            texts.size(),
            purpose,
            () -> embedder.embed(texts, options))
        : embedder.embed(texts, options);
  }

  private Map<String, DenseVector> embed(List<RecordDraft> drafts, CallOptions options) {
    LinkedHashSet<String> distinct = new LinkedHashSet<>();
    for (RecordDraft draft : drafts) {
      distinct.add(draft.content());
      if (hasContext()) {
        distinct.add(draft.context());
      }
    }
    List<String> texts = List.copyOf(distinct);
    List<DenseVector> vectors = embed(texts, EmbeddingEvent.Purpose.STORING, options);
    Map<String, DenseVector> embedded = new HashMap<>();
    for (int index = 0; index < texts.size(); index++) {
      embedded.put(texts.get(index), vectors.get(index));
    }
    return embedded;
  }

  private Map<String, DenseVector> dense(RecordDraft draft, Map<String, DenseVector> embedded) {
    Map<String, DenseVector> vectors = new HashMap<>();
    vectors.put(VectorNames.CONTENT, embedded.get(draft.content()));
    if (hasContext()) {
      vectors.put(VectorNames.CONTEXT, embedded.get(draft.context()));
    }
    return vectors;
  }

  private Map<String, SparseVector> sparse(RecordDraft draft) {
    SparseVector content = encoder.encode(draft.content());
    return hasContext()
        ? Map.of(VectorNames.CONTENT, content, VectorNames.CONTEXT, encoder.encode(draft.context()))
        : Map.of(VectorNames.CONTENT, content);
  }
}
