package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.data.Checked;
import dev.recollect.benchmarks.evaluate.data.DataSet;
import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.benchmarks.evaluate.data.Namespaces;
import dev.recollect.benchmarks.evaluate.data.Query;
import dev.recollect.benchmarks.evaluate.measure.Bootstrap;
import dev.recollect.benchmarks.evaluate.measure.Measures;
import dev.recollect.benchmarks.evaluate.measure.Scores;
import dev.recollect.benchmarks.evaluate.memory.ForeignText;
import dev.recollect.benchmarks.evaluate.memory.Found;
import dev.recollect.benchmarks.evaluate.memory.MemoryUnderTest;
import dev.recollect.benchmarks.evaluate.memory.TierUnderTest;
import dev.recollect.memory.api.tier.SearchQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run: writes a collection into a tier, foreign text beside it, asks every query in its
 * namespace and measures the rankings. Not thread-safe; used once.
 */
final class Evaluation {

  private static final int DOCUMENTS_A_CALL = 64;

  private final DataSet data;
  private final Settings settings;
  private final Console console;
  private final InstantSource clock = InstantSource.system();
  private final Map<String, List<Document>> byNamespace;
  private final Map<String, List<Found>> rankings = new LinkedHashMap<>();
  private final Nearness nearness = new Nearness();

  Evaluation(DataSet data, Settings settings, Console console) {
    this.data = data;
    this.settings = settings;
    this.console = console;
    this.byNamespace = Namespaces.of(data);
  }

  /**
   * Runs it and cleans up.
   *
   * @throws StopSignal.StoppedException if the process is to end
   */
  Run run() {
    try (StopSignal stop = StopSignal.listen(console);
        MemoryUnderTest memory = MemoryUnderTest.open(settings.opening())) {
      TierUnderTest tier = memory.tier(settings.tier());
      data.documents().forEach(tier::check);
      data.queries().forEach(this::searched);
      Run.Phase writing = writeOwn(memory, tier, stop);
      long foreign = writeForeign(memory, tier, stop);
      Run.Phase searching = search(memory, tier, stop);
      if (settings.nearness()) {
        judgeNearness(tier, stop);
      }
      String place = memory.place(settings.tier());
      String embedding = memory.embedding();
      Run.Cost cost = new Run.Cost(writing, searching, foreign, memory.closeAndMeasure());
      Scores scores = scores();
      return new Run(
          data,
          settings,
          place,
          embedding,
          rankings,
          scores,
          scores.means(Bootstrap.STANDARD),
          settings.nearness() ? nearness : null,
          cost);
    }
  }

  private Run.Phase writeOwn(MemoryUnderTest memory, TierUnderTest tier, StopSignal stop) {
    Progress progress = progress("documents written", data.documents().size());
    Stopwatch watch = new Stopwatch();
    byNamespace.forEach((namespace, documents) -> {
      for (List<Document> some : batches(documents)) {
        stop.check();
        watch.time(() -> tier.write(namespace, some));
        progress.add(some.size());
      }
    });
    return watch.phase(data.documents().size(), memory.takeEmbeddingSeconds());
  }

  private long writeForeign(MemoryUnderTest memory, TierUnderTest tier, StopSignal stop) {
    ForeignText foreign = new ForeignText(data.documents());
    long total = (long) settings.foreign() * data.documents().size();
    Progress progress = progress("foreign documents written", total);
    memory.setForeign(true);
    for (int copy = 1; copy <= settings.foreign(); copy++) {
      for (List<Document> real : byNamespace.values()) {
        for (List<Document> some : batches(foreign.beside(real, copy))) {
          stop.check();
          tier.write(some.get(0).namespace(), some);
          progress.add(some.size());
        }
      }
    }
    memory.setForeign(false);
    return total;
  }

  private Run.Phase search(MemoryUnderTest memory, TierUnderTest tier, StopSignal stop) {
    Progress progress = progress("queries asked", data.queries().size());
    Stopwatch watch = new Stopwatch();
    for (Query query : data.queries()) {
      stop.check();
      askedAt(query).ifPresent(memory::setNow);
      watch.time(() -> rankings.put(query.id(), tier.search(query.namespace(), searched(query))));
      progress.add(1);
    }
    return watch.phase(data.queries().size(), memory.takeEmbeddingSeconds());
  }

  /** Ages count from the time of asking: the query's, else that of the last document it knows. */
  private Optional<Instant> askedAt(Query query) {
    if (settings.opening().recency() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(query.createdAt())
        .or(() ->
            byNamespace.getOrDefault(query.namespace(), List.of()).stream()
                .flatMap(document -> Stream.ofNullable(document.createdAt()))
                .max(Instant::compareTo));
  }

  private SearchQuery searched(Query query) {
    return Checked.of(
        query.place(),
        () ->
            SearchQuery.builder(query.text()).topK(settings.topK()).mode(settings.mode()).build());
  }

  private void judgeNearness(TierUnderTest tier, StopSignal stop) {
    Progress progress = progress("queries asked elsewhere", data.queries().size());
    List<String> namespaces = List.copyOf(byNamespace.keySet());
    for (Query query : data.queries()) {
      stop.check();
      nearness.addOwn(rankings.getOrDefault(query.id(), List.of()), relevant(query));
      if (namespaces.size() > 1) {
        int next = (namespaces.indexOf(query.namespace()) + 1) % namespaces.size();
        nearness.addElsewhere(tier.search(namespaces.get(next), searched(query)));
      }
      progress.add(1);
    }
  }

  private Set<String> relevant(Query query) {
    Set<String> relevant = new HashSet<>();
    judgements(query)
        .forEach((document, score) -> {
          if (score > 0) {
            relevant.add(document);
          }
        });
    return relevant;
  }

  private Map<String, Integer> judgements(Query query) {
    return data.judgements().getOrDefault(query.id(), Collections.emptySortedMap());
  }

  private Scores scores() {
    Measures measures = Measures.ofDepth(settings.topK());
    TreeMap<String, Map<String, Double>> byQuery = new TreeMap<>();
    for (Query query : data.queries()) {
      List<String> ranking =
          rankings.getOrDefault(query.id(), List.of()).stream().map(Found::id).toList();
      byQuery.put(query.id(), measures.of(ranking, judgements(query)));
    }
    return new Scores(measures.names(), byQuery);
  }

  private Progress progress(String what, long total) {
    return new Progress(console, clock, what, total);
  }

  private static List<List<Document>> batches(List<Document> documents) {
    List<List<Document>> batches = new ArrayList<>();
    for (int from = 0; from < documents.size(); from += DOCUMENTS_A_CALL) {
      batches.add(documents.subList(from, Math.min(documents.size(), from + DOCUMENTS_A_CALL)));
    }
    return batches;
  }
}
