package dev.recollect.memory.api.tier;

import java.util.Iterator;
import java.util.List;

/**
 * The ranking that a search found, frozen: pages of it do not change when memory does, except that
 * what has been deleted meanwhile is missing. Thread-safe.
 */
public final class SearchResult<T extends MemoryItem> implements Iterable<SearchHit<T>> {

  /** Reads a slice of a frozen ranking. */
  @FunctionalInterface
  public interface Slices<T extends MemoryItem> {
    /** Returns the hits from one place (inclusive, from 0) to another (exclusive). */
    List<SearchHit<T>> read(int from, int to);
  }

  private final List<SearchHit<T>> hits;
  private final Total total;
  private final Slices<T> slices;

  /**
   * Creates a result.
   *
   * @param hits the first hits, as many as the query wanted
   * @param total how long the ranking is
   * @param slices reads the rest
   */
  public SearchResult(List<SearchHit<T>> hits, Total total, Slices<T> slices) {
    this.hits = List.copyOf(hits);
    this.total = total;
    this.slices = slices;
  }

  /** Returns the first hits, best first, at most as many as the query wanted. */
  public List<SearchHit<T>> hits() {
    return hits;
  }

  /** Returns how long the ranking is. */
  public Total total() {
    return total;
  }

  /** Returns whether any of the first hits is strong enough to answer from. */
  public boolean anyNear() {
    return hits.stream().anyMatch(hit -> hit.evidence().near());
  }

  /**
   * Returns a page of the ranking; empty behind its end.
   *
   * @param number the page, from 0
   * @param size hits on a page, from 1
   */
  public List<SearchHit<T>> page(int number, int size) {
    long from = (long) number * size;
    if (number < 0 || size < 1 || from >= total.count()) {
      return List.of();
    }
    int to = (int) Math.min(total.count(), from + size);
    return to <= hits.size() ? hits.subList((int) from, to) : slices.read((int) from, to);
  }

  @Override
  public Iterator<SearchHit<T>> iterator() {
    return hits.iterator();
  }
}
