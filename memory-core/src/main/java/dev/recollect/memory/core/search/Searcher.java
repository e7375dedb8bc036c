package dev.recollect.memory.core.search;

import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.core.text.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Search over one collection: up to four legs, fused, with what neighbours lend and the named
 * speaker's bonus where records are messages. Thread-safe.
 */
public final class Searcher {

  private final IndexedCollection collection;
  private final WholeReader reader;

  /** Creates a searcher of a collection. */
  public Searcher(IndexedCollection collection) {
    this.collection = collection;
    this.reader = new WholeReader(collection.records());
  }

  /**
   * Ranks the records of some namespaces together.
   *
   * @param namespaces whose records, not empty
   * @param request the text, thresholds and options; its filters are not looked at
   * @param filter condition on the records
   */
  public Ranking rank(Set<Namespace> namespaces, SearchQuery request, Filter filter) {
    AnalyzedQuery query = analyze(namespaces, request);
    List<LegResult> legs = find(namespaces, request, filter, query);
    boolean exact = legs.stream().noneMatch(LegResult::full);
    boolean unconditional = filter.equals(Filter.all()) && !Thresholds.set(request);
    List<Ranked> fused = Fusion.rank(legs, unconditional && !exact);
    Speakers speakers = new Speakers(collection.analyzer(), query);
    List<Ranked> order =
        weighed(
            new MessagePool(collection.records(), speakers).settle(fused, legs, request.options()),
            request);
    Evidences evidences = new Evidences(query, legs, speakers.terms());
    return new Ranking(order, evidences, exact, reader);
  }

  private List<Ranked> weighed(List<Ranked> order, SearchQuery request) {
    RankingWeights weights = request.ranking().orElse(collection.weights());
    return weights.isRelevanceOnly()
        ? order
        : new AgeAndImportance(weights, collection.clock().instant())
            .order(collection.records(), order, request.options());
  }

  private AnalyzedQuery analyze(Set<Namespace> namespaces, SearchQuery request) {
    CallOptions options = request.options();
    options.check();
    List<Term> terms = collection.analyzer().terms(request.text());
    DenseVector vector = request.mode() == SearchMode.TEXT ? null : embed(request.text(), options);
    TermSample sample = collection.statistics().sample(namespaces, options);
    Set<Integer> asking = WordsThatAsk.of(collection.analyzer().language(), request.text(), terms);
    return new AnalyzedQuery(vector, terms, asking, sample);
  }

  private DenseVector embed(String text, CallOptions options) {
    return collection.embed(List.of(text), EmbeddingEvent.Purpose.SEARCH, options).get(0);
  }

  private List<LegResult> find(
      Set<Namespace> namespaces, SearchQuery request, Filter filter, AnalyzedQuery query) {
    List<WeightedLeg> legs = WeightedLeg.all(query, request.mode(), collection.hasContext());
    if (legs.isEmpty()) {
      return List.of();
    }
    List<Leg> plain = legs.stream().map(WeightedLeg::leg).toList();
    List<List<Candidate>> lists =
        collection
            .records()
            .search(new SearchRequest(namespaces, filter, plain), request.options());
    List<LegResult> results = new ArrayList<>();
    for (int index = 0; index < legs.size(); index++) {
      results.add(LegResult.of(plain.get(index), legs.get(index).weight(), lists.get(index)));
    }
    if (!Thresholds.set(request)) {
      return results;
    }
    Set<WholeId> passing =
        new Thresholds(request, query).passing(collection.records(), namespaces, lists);
    return results.stream().map(result -> result.retain(passing::contains)).toList();
  }
}
