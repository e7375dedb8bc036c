package dev.recollect.memory.core.search;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.tier.Total;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a search found, frozen: only ids and scores; texts are read slice by slice. Immutable. */
public final class Ranking {

  private final List<Ranked> order;
  private final Evidences evidences;
  private final boolean exact;
  private final WholeReader reader;

  Ranking(List<Ranked> order, Evidences evidences, boolean exact, WholeReader reader) {
    this.order = List.copyOf(order);
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
    List<Ranked> slice = order.subList(from, to);
    Map<WholeId, WholeRecord> wholes =
        reader.read(
            slice.stream().map(Ranked::whole).toList(), evidences.projection(slice), options);
    List<SearchHit<T>> hits = new ArrayList<>();
    for (int index = 0; index < slice.size(); index++) {
      Ranked ranked = slice.get(index);
      WholeRecord whole = wholes.get(ranked.whole());
      if (whole != null) {
        hits.add(
            new SearchHit<>(
                from + index + 1,
                ranked.score(),
                toItem.apply(whole),
                evidences.of(ranked, whole)));
      }
    }
    return hits;
  }
}
