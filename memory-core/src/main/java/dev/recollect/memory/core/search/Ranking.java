package dev.recollect.memory.core.search;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Total;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a search found, frozen: only ids and scores; texts are read slice by slice. Thread-safe. */
public final class Ranking {

  private final Order order;
  private final Evidences evidences;
  private final boolean exact;
  private final WholeReader reader;

  Ranking(List<Ranked> order, Evidences evidences, boolean exact, WholeReader reader) {
    this.order = new Order(order, this::read);
    this.evidences = evidences;
    this.exact = exact;
    this.reader = reader;
  }

  /**
   * Returns this ranking as the result of a search.
   *
   * @param topK how many hits are read at once
   * @param toItem makes what the caller sees of what is stored
   * @param options of the search; later slices are read without a deadline
   */
  public <T extends MemoryItem> SearchResult<T> result(
      int topK, Function<WholeRecord, T> toItem, CallOptions options) {
    List<SearchHit<T>> hits = read(0, Math.min(topK, order.size()), toItem, options);
    return new SearchResult<>(
        hits,
        new Total(order.size(), exact),
        (from, to) -> read(from, to, toItem, CallOptions.none()));
  }

  private <T extends MemoryItem> List<SearchHit<T>> read(
      int from, int to, Function<WholeRecord, T> toItem, CallOptions options) {
    Map<WholeId, WholeRecord> known = new HashMap<>();
    List<Ranked> slice = order.slice(from, to, known, options);
    List<Ranked> unread = slice.stream().filter(hit -> !known.containsKey(hit.whole())).toList();
    known.putAll(read(unread, options));
    List<SearchHit<T>> hits = new ArrayList<>();
    for (int index = 0; index < slice.size(); index++) {
      Ranked ranked = slice.get(index);
      WholeRecord whole = known.get(ranked.whole());
      if (whole != null) {
        hits.add(
            new SearchHit<>(
                from + index + 1,
                ranked.score(),
                toItem.apply(whole),
                evidence(ranked, whole, known)));
      }
    }
    return hits;
  }

  private Map<WholeId, WholeRecord> read(List<Ranked> which, CallOptions options) {
    return reader.read(
        which.stream().map(Ranked::whole).toList(), evidences.projection(which), options);
  }

  /** What supersedes a hit that is near is near too: it answers the same question. */
  private Evidence evidence(Ranked hit, WholeRecord whole, Map<WholeId, WholeRecord> known) {
    Optional<Ranked> before = order.liftedFor(hit);
    WholeRecord older = before.map(Ranked::whole).map(known::get).orElse(null);
    boolean near = older != null && evidence(before.orElseThrow(), older, known).near();
    return evidences.of(hit, whole, near);
  }
}
