package dev.recollect.memory.core.search;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.core.text.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Search over one collection: two or four legs, fused, with what neighbours lend and the named
 * speaker's bonus where records are messages. Thread-safe.
 */
public final class Searcher {

  private static final Projection PAYLOAD = new Projection(false, true, false, false);

  private final IndexedCollection collection;
  private final WholeReader reader;

  /** Creates a searcher of a collection. */
  public Searcher(IndexedCollection collection) {
    this.collection = collection;
    this.reader = new WholeReader(collection.records());
  }

  /**
   * Ranks the records of a namespace.
   *
   * @param request the text, thresholds and options; its filters are not looked at
   * @param filter condition on the records
   */
  public Ranking rank(Namespace namespace, SearchQuery request, Filter filter) {
    AnalyzedQuery query = analyze(namespace, request);
    List<LegResult> legs = find(namespace, request, filter, query);
    boolean exact = legs.stream().noneMatch(LegResult::full);
    boolean unconditional = filter.equals(Filter.all()) && !Thresholds.set(request);
    List<Ranked> fused = Fusion.rank(legs, unconditional && !exact);
    List<Ranked> order = settle(namespace, fused, legs, query, request.options());
    return new Ranking(namespace, order, new Evidences(query, legs), exact, reader);
  }

  private AnalyzedQuery analyze(Namespace namespace, SearchQuery request) {
    CallOptions options = request.options();
    options.check();
    List<Term> terms = collection.analyzer().terms(request.text());
    float[] vector = collection.model().embed(List.of(request.text()), options).get(0);
    TermSample sample = collection.statistics().sample(Set.of(namespace), options);
    return new AnalyzedQuery(DenseVector.of(vector), terms, sample);
  }

  private List<LegResult> find(
      Namespace namespace, SearchQuery request, Filter filter, AnalyzedQuery query) {
    List<WeightedLeg> legs = WeightedLeg.all(query, collection.hasContext());
    List<Leg> plain = legs.stream().map(WeightedLeg::leg).toList();
    List<List<Candidate>> lists =
        collection
            .records()
            .search(new SearchRequest(Set.of(namespace), filter, plain), request.options());
    List<LegResult> results = new ArrayList<>();
    for (int index = 0; index < legs.size(); index++) {
      results.add(LegResult.of(plain.get(index), legs.get(index).weight(), lists.get(index)));
    }
    if (!Thresholds.set(request)) {
      return results;
    }
    Set<String> passing =
        new Thresholds(request, query).passing(collection.records(), namespace, lists, request);
    return results.stream().map(result -> result.retain(passing::contains)).toList();
  }

  /** Adds the speaker's bonus and drops neighbours that received a score but do not exist. */
  private List<Ranked> settle(
      Namespace namespace,
      List<Ranked> fused,
      List<LegResult> legs,
      AnalyzedQuery query,
      CallOptions options) {
    if (legs.stream().allMatch(leg -> leg.places().values().stream().allMatch(p -> p.sequence() == 0))) {
      return fused;
    }
    int looked = Math.min(fused.size(), RankingConstants.SPEAKER_POOL);
    List<Ranked> pool = fused.subList(0, looked);
    Map<String, MemoryRecord> records = new HashMap<>();
    collection
        .records()
        .fetch(namespace, pool.stream().map(Ranked::parent).toList(), PAYLOAD, options)
        .forEach(record -> records.put(record.id(), record));
    List<Ranked> order = new ArrayList<>();
    Speakers speakers = new Speakers(collection.analyzer(), query);
    for (Ranked ranked : pool) {
      MemoryRecord record = records.get(ranked.parent());
      if (record != null) {
        order.add(speakers.named(record) ? ranked.plus(RankingConstants.SPEAKER_NAMED) : ranked);
      }
    }
    order.sort(Ranked.BEST_FIRST);
    fused.subList(looked, fused.size()).stream()
        .filter(ranked -> legs.stream().anyMatch(leg -> leg.place(ranked.parent()).isPresent()))
        .forEach(order::add);
    return order;
  }
}
